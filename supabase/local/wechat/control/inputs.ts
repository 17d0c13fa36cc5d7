import { z } from "zod";

const text = z.string().min(1).max(512);

export const user_input = z.strictObject({
  appid: text.optional(),
  openid: z.string().regex(/^[0-9A-Za-z_-]{6,64}$/).optional(),
  unionid: text.optional(),
  nickname: text.optional(),
  real_name: text.optional(),
  phone: z.string().regex(/^(?:1\d{10}|\+[1-9]\d{0,3} \d{4,14})$/).optional(),
  high_risk: z.boolean().optional(),
});

export const pay_input = z.strictObject({ openid: text.optional() });

/** What wx.requestPayment was given, which user was asked, and what that user did. */
export const request_payment_input = z.strictObject({
  appId: text,
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.string(),
  paySign: z.string(),
  openid: text,
  action: z.enum(["pay", "cancel"]).default("pay"),
});

/** What wx.requestMerchantTransfer was given, which user was asked, and what that user did. */
export const request_transfer_input = z.strictObject({
  mchId: text,
  appId: text,
  package: text,
  openId: text,
  action: z.enum(["confirm", "cancel"]).default("confirm"),
});

export const fail_input = z.strictObject({ fail_reason: text.default("OTHER_FAIL_REASON_TYPE") });

export const funds_input = z.strictObject({
  basic_fen: z.number().int().min(0).optional(),
  operation_fen: z.number().int().min(0).optional(),
});

export const rotate_input = z.strictObject({ keep_old: z.boolean().default(true) });

export const key_mode_input = z.strictObject({
  mode: z.enum(["public_key", "certificate", "switching"]),
  step: z.number().int().min(1).max(7).default(1),
});

export const sign_input = z.strictObject({
  mchid: text,
  event_type: text,
  original_type: z.enum(["transaction", "refund", "mch_payment"]),
  plaintext: z.record(z.string(), z.unknown()),
  summary: text.default("通知"),
  key: z.enum(["public_key", "certificate"]).optional(),
  signature: z.enum(["genuine", "forged", "signtest", "unknown_serial", "clock_skew"])
    .default("genuine"),
  /** For clock_skew: seconds added to the timestamp. */
  seconds: z.number().optional(),
});

export const push_input = z.strictObject({
  appid: text,
  url: z.url(),
  mode: z.enum(["setup", "plain", "safe"]).default("safe"),
  openid: text.default("unknown"),
  /** Event and its own fields; the common ones are added. */
  message: z.record(z.string(), z.unknown()).default({}),
  forged: z.boolean().default(false),
});

/** Numbers are the merchant's own. */
export const bill_plan_input = z.strictObject({
  drop: z.array(text).default([]),
  alter: z.array(z.strictObject({
    number: text,
    amount_fen: z.number().int().min(1).optional(),
    state: text.optional(),
  })).default([]),
  add: z.array(z.strictObject({
    kind: z.enum(["payment", "refund", "transfer"]),
    number: text,
    amount_fen: z.number().int().min(1),
  })).default([]),
});

export type UserInput = z.input<typeof user_input>;
export type RequestPaymentInput = z.input<typeof request_payment_input>;
export type RequestTransferInput = z.input<typeof request_transfer_input>;
export type FundsInput = z.input<typeof funds_input>;
export type RotateInput = z.input<typeof rotate_input>;
export type KeyModeInput = z.input<typeof key_mode_input>;
export type SignInput = z.input<typeof sign_input>;
export type BillPlanInput = z.input<typeof bill_plan_input>;
export type PushInput = z.input<typeof push_input>;
