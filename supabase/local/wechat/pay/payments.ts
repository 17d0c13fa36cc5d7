import { newTransactionId } from "../ids.ts";
import type { Merchant } from "../merchants.ts";
import { ownNumber, type Payment } from "../state.ts";
import { beijingTime } from "../time.ts";
import { fundsOf, type World } from "../world.ts";

/** Whether the order can no longer be paid, closed or not. */
export function isOver(world: World, payment: Payment): boolean {
  return payment.state === "CLOSED" || world.now() >= payment.expires_at;
}

/** Past time_expire an order cannot be paid. WeChat promises nowhere that it closes the order by itself then. */
export function lapse(world: World, payment: Payment): void {
  if (payment.state !== "NOTPAY" || world.now() < payment.expires_at) return;
  const { mchid, out_trade_no, openid } = payment;
  if (!world.faults.find("closes_at_expiry", { mchid, out_trade_no, openid })) return;
  payment.state = "CLOSED";
  world.state.payments.put(ownNumber(payment.mchid, payment.out_trade_no), payment);
}

/** An order by the merchant's number, with its state as of now. */
export function findPayment(
  world: World,
  mchid: string,
  out_trade_no: string,
): Payment | undefined {
  const payment = world.state.payments.get(ownNumber(mchid, out_trade_no));
  if (payment !== undefined) lapse(world, payment);
  return payment;
}

/** The user has paid: money moves and a notification goes out. */
export function markPaid(world: World, merchant: Merchant, payment: Payment): void {
  const now = world.now();
  payment.state = "SUCCESS";
  payment.transaction_id = newTransactionId(now);
  payment.paid_at = now;
  world.state.payments.put(ownNumber(payment.mchid, payment.out_trade_no), payment);
  const funds = fundsOf(world, merchant);
  funds.basic_fen += payment.total_fen;
  world.state.funds.put(funds.mchid, funds);
  world.notices.emit(merchant, {
    event_type: "TRANSACTION.SUCCESS",
    original_type: "transaction",
    summary: "支付成功",
    plaintext: JSON.stringify(transaction(world, payment)),
    notify_url: payment.notify_url,
    facts: {
      out_trade_no: payment.out_trade_no,
      transaction_id: payment.transaction_id,
      openid: payment.openid,
    },
  });
  world.kick();
}

const texts = {
  SUCCESS: "支付成功",
  REFUND: "转入退款",
  NOTPAY: "订单未支付",
  CLOSED: "订单已关闭",
} as const;

function tradeState(world: World, payment: Payment): keyof typeof texts {
  if (payment.state !== "SUCCESS") return payment.state;
  const refunded = payment.refund_nos.some((number) =>
    world.state.refunds.get(ownNumber(payment.mchid, number))?.status !== "CLOSED"
  );
  return refunded ? "REFUND" : "SUCCESS";
}

/** The transaction object of queries and notifications. */
export function transaction(world: World, payment: Payment): object {
  const { appid, mchid, out_trade_no, total_fen: total, attach, transaction_id } = payment;
  const trade_state = tradeState(world, payment);
  const common = {
    appid,
    mchid,
    out_trade_no,
    trade_state,
    trade_state_desc: texts[trade_state],
    payer: { openid: payment.openid },
    ...(attach === null ? {} : { attach }),
  };
  if (transaction_id === null) return { ...common, amount: { total, currency: "CNY" } };
  return {
    ...common,
    transaction_id,
    trade_type: "JSAPI",
    bank_type: "OTHERS",
    success_time: beijingTime(payment.paid_at!),
    promotion_detail: [],
    amount: { total, payer_total: total, currency: "CNY", payer_currency: "CNY" },
  };
}
