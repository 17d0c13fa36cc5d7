import type { PaymentIntent, Recorded } from "@/contracts/server.ts";
import { beijingTime } from "@/local/wechat/time.ts";
import { jobs, wechat } from "../caller.ts";
import type { Life } from "../timeline.ts";
import { accepted, type Past } from "./past.ts";

/** The buyer pays the requested amount, and the notification comes. */
export async function pay(past: Past, life: Life, intent: PaymentIntent): Promise<Recorded> {
  const { appid, mchid, out_trade_no, amount_fen, openid } = intent;
  const transaction_id = past.number("4200", 28, life.now);
  past.payments.set(out_trade_no, {
    ...{ mchid, appid, out_trade_no, openid, transaction_id },
    request: "",
    description: intent.description,
    attach: null,
    notify_url: intent.notify_url!,
    total_fen: amount_fen,
    created_at: life.now - 20_000,
    expires_at: Date.parse(intent.time_expire),
    state: "SUCCESS",
    paid_at: life.now,
    refund_nos: [],
    refunded_fen: 0,
    last_refund_at: null,
  });
  const transaction = {
    ...{ appid, mchid, out_trade_no, transaction_id },
    ...{ trade_type: "JSAPI", trade_state: "SUCCESS", trade_state_desc: "支付成功" },
    bank_type: "OTHERS",
    success_time: beijingTime(life.now),
    payer: { openid },
    amount: { total: amount_fen, payer_total: amount_fen, currency: "CNY", payer_currency: "CNY" },
  };
  const notice = past.notice("TRANSACTION.SUCCESS", life.now);
  const args = { shop: past.shop.code, notice, transaction };
  return accepted(await past.caller.call(life.now, wechat, "record_payment_notice", args));
}

/** An order that was closed here is closed at WeChat too. */
export async function close(past: Past, life: Life, { attempt_id }: { attempt_id: string }) {
  const args = { shop_id: past.shop.id, attempt_id };
  await past.caller.call(life.now, jobs, "record_payment_closed", args);
  return { state: "closed" };
}
