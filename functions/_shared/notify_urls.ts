import { envUrl } from "./env.ts";

/** Below this WeChat Pay tells us what became of something; SQL adds shop and kind and keeps what was sent. */
export function notifyBase(): string {
  return `${envUrl("MALL_PUBLIC_URL")}/functions/v1/wechat/shops`;
}
