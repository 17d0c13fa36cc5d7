import type { StartedPayment } from "@/contracts/payments.ts";
import type { PaymentIntent } from "@/contracts/server.ts";
import type { Claims } from "@/shared/db.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import { notifyBase } from "@/shared/notify_urls.ts";
import type { PayClient } from "@/shared/wechat/pay/client.ts";
import { pay_code } from "@/shared/wechat/pay/result.ts";
import { payTime } from "@/shared/wechat/time.ts";
import { server_claims, type Services } from "./services.ts";

/**
 * Three steps: SQL writes down the attempt, WeChat answers for that attempt's number, SQL writes
 * down the answer. Each may be repeated: the same attempt asks with the same number and the same body, whatever the
 * shop is called and wherever we are reached by then.
 * Throws ORDER_NOT_PAYABLE, WECHAT_UNAVAILABLE, WECHAT_REFUSED and what start_payment raises.
 */
export async function startPayment(
  services: Services,
  member: Claims,
  order_id: string,
): Promise<StartedPayment> {
  const claims = { ...member, notify_base: notifyBase() };
  const intent = await services.db.call<PaymentIntent>(claims, "start_payment", { order_id });
  const pay = (await services.payAccount(intent.shop)).pay();
  const prepay_id = intent.prepay_id ?? await askForPrepay(services, pay, intent);
  return {
    order_id: intent.order_id,
    attempt_id: intent.attempt_id,
    amount_fen: intent.amount_fen,
    expires_at: intent.expires_at,
    params: await pay.requestPaymentParams(prepay_id),
  };
}

async function askForPrepay(
  services: Services,
  pay: PayClient,
  intent: PaymentIntent,
): Promise<string> {
  const answer = await pay.createJsapiOrder({
    appid: intent.appid,
    mchid: intent.mchid,
    description: intent.description,
    out_trade_no: intent.out_trade_no,
    time_expire: payTime(new Date(intent.time_expire)),
    notify_url: intent.notify_url!,
    amount: { total: intent.amount_fen, currency: "CNY" },
    payer: { openid: intent.openid },
  });
  if (answer.kind === "ok") {
    const { prepay_id } = answer.value;
    await services.db.call(server_claims, "record_prepay", {
      shop_id: intent.shop_id,
      attempt_id: intent.attempt_id,
      prepay_id,
    });
    return prepay_id;
  }
  const { kind, code, message, request_id: wechat_request_id } = answer;
  log("warn", "prepay_not_given", { kind, code, message, wechat_request_id, ...numbersOf(intent) });
  if (kind === "unknown") throw new ApiError("WECHAT_UNAVAILABLE");
  const over = code === pay_code.already_paid || code === pay_code.order_closed;
  throw new ApiError(over ? "ORDER_NOT_PAYABLE" : "WECHAT_REFUSED");
}

function numbersOf(intent: PaymentIntent) {
  return { shop: intent.shop, order_id: intent.order_id, attempt_id: intent.attempt_id };
}
