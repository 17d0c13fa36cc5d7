import { z } from "zod";
import { Fen } from "./money.ts";
import { At, Id } from "./values.ts";

/** The arguments of `wx.requestPayment`, in WeChat's own spelling. */
export const RequestPaymentParams = z.object({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal("RSA"),
  paySign: z.string(),
});
export type RequestPaymentParams = z.infer<typeof RequestPaymentParams>;

/** A payment begun: hand `params` to `wx.requestPayment`; the order is paid when it says so. */
export const StartedPayment = z.object({
  order_id: Id,
  attempt_id: Id,
  amount_fen: Fen,
  expires_at: At,
  params: RequestPaymentParams,
});
export type StartedPayment = z.infer<typeof StartedPayment>;
