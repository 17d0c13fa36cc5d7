/** For tests of the client: an order, its bill, and replies as WeChat signs them. */
import { signedHeaders } from "../test_support.ts";
import type { MerchantConfig } from "./client.ts";
import { payClientAt } from "./test_client.ts";
import type { JsapiOrder } from "./types.ts";

export const order: JsapiOrder = {
  appid: "wx0123456789abcdef",
  mchid: "1900000001",
  description: "龙井茶🍵",
  out_trade_no: "P2026*01|01",
  notify_url: "https://mall.example/functions/v1/wechat/shops/demo/payment",
  amount: { total: 100, currency: "CNY" },
  payer: { openid: "oABC" },
};

export const { appid } = order;

export const clientOf = (base_url: string, more: Partial<MerchantConfig> = {}) =>
  payClientAt(base_url, { appid, ...more });

export function signed(status: number, content: unknown): Response {
  const body = content === undefined ? "" : JSON.stringify(content);
  return new Response(status === 204 ? null : body, { status, headers: signedHeaders(body) });
}
