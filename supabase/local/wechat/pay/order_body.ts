import { z } from "zod";
import {
  appid,
  currency,
  fen,
  mchid,
  notifyUrl,
  out_trade_no,
  text,
  whole_seconds,
} from "./fields.ts";

const goods = z.strictObject({
  merchant_goods_id: text(32),
  wechatpay_goods_id: text(32).optional(),
  goods_name: text(256).optional(),
  quantity: z.number().int().min(1),
  unit_price: fen(0),
});

const detail = z.strictObject({
  cost_price: fen(0).optional(),
  invoice_id: text(32).optional(),
  goods_detail: z.array(goods).min(1).max(6000).optional(),
});

const scene_info = z.strictObject({
  payer_client_ip: text(45),
  device_id: text(32).optional(),
  store_info: z.strictObject({
    id: text(32),
    name: text(256).optional(),
    area_code: text(32).optional(),
    address: text(512).optional(),
  }).optional(),
});

/** POST /v3/pay/transactions/jsapi (WeChat Pay doc 4012525167). */
export const order_body = z.strictObject({
  appid,
  mchid,
  description: text(127),
  out_trade_no,
  time_expire: whole_seconds.optional(),
  attach: text(128).optional(),
  notify_url: notifyUrl(255),
  goods_tag: text(32).optional(),
  support_fapiao: z.boolean().optional(),
  amount: z.strictObject({ total: fen(1), currency: currency.optional() }),
  payer: z.strictObject({ openid: text(128) }),
  detail: detail.optional(),
  scene_info: scene_info.optional(),
  settle_info: z.strictObject({ profit_sharing: z.boolean().optional() }).optional(),
  limit_pay: z.array(text(32)).optional(),
});

export const close_body = z.strictObject({ mchid });
