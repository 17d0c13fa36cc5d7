import { envUrl } from "./env.ts";

/** The base of WeChat Pay's notify addresses; SQL adds the shop and the kind, and keeps the address it sent. */
export function notifyBase(): string {
  return `${envUrl("MALL_PUBLIC_URL")}/functions/v1/wechat/shops`;
}
