import { envUrl } from "./env.ts";

export type NotifyKind = "payment" | "refund" | "transfer";

/** Where WeChat Pay tells us what became of something: the shop stands in the path, there is no query. */
export function notifyUrl(shop: string, kind: NotifyKind): string {
  return `${envUrl("MALL_PUBLIC_URL")}/functions/v1/wechat/shops/${shop}/notify/${kind}`;
}
