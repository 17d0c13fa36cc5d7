import { z } from "zod";
import type { Facts } from "../faults.ts";
import { newRefundId } from "../ids.ts";
import { ownNumber, type Payment, type Refund } from "../state.ts";
import { beijingTime, day_ms } from "../time.ts";
import { fundsOf, type World } from "../world.ts";
import { read } from "./body.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { invalidRequest, paramError, PayError } from "./error.ts";
import { currency, fen, notifyUrl, out_refund_no, text } from "./fields.ts";
import { findPayment } from "./payments.ts";

const most_refunds = 50;
const refundable_ms = 365 * day_ms;

const goods = z.strictObject({
  merchant_goods_id: text(32),
  wechatpay_goods_id: text(32).optional(),
  goods_name: text(256).optional(),
  unit_price: fen(0),
  refund_amount: fen(0),
  refund_quantity: z.number().int().min(1),
});

/** POST /v3/refund/domestic/refunds */
const refund_body = z.strictObject({
  transaction_id: text(32).optional(),
  out_trade_no: text(32).optional(),
  out_refund_no,
  reason: text(80).optional(),
  notify_url: notifyUrl(256).optional(),
  funds_account: z.enum(["AVAILABLE", "UNSETTLED"]).optional(),
  amount: z.strictObject({
    refund: fen(1),
    total: fen(1),
    currency,
    from: z.array(z.strictObject({ account: z.enum(["AVAILABLE", "UNAVAILABLE"]), amount: fen(1) }))
      .optional(),
  }),
  goods_detail: z.array(goods).optional(),
});

type RefundBody = z.output<typeof refund_body>;

/** The paid order that a body speaks of. */
function paidOrder({ world, merchant }: PayCall, body: RefundBody): Payment {
  const { transaction_id, out_trade_no } = body;
  if (transaction_id === undefined && out_trade_no === undefined) {
    throw paramError("/body/transaction_id", "transaction_id和out_trade_no二选一");
  }
  const payment = transaction_id === undefined
    ? findPayment(world, merchant.mchid, out_trade_no!)
    : world.state.payments.find(transaction_id);
  if (payment?.mchid !== merchant.mchid) {
    throw new PayError(404, "RESOURCE_NOT_EXISTS", "订单不存在", undefined, "268512771");
  }
  if (out_trade_no !== undefined && payment.out_trade_no !== out_trade_no) {
    throw invalidRequest("微信支付订单号与商户订单号不匹配");
  }
  if (payment.state !== "SUCCESS") throw invalidRequest("订单未支付，不能退款");
  return payment;
}

function checkLimits({ world, merchant }: PayCall, body: RefundBody, payment: Payment): void {
  const now = world.now();
  if (body.amount.total !== payment.total_fen) throw invalidRequest("订单金额不一致");
  if (body.amount.refund > payment.total_fen - payment.refunded_fen) {
    throw invalidRequest("申请退款金额大于订单可退金额");
  }
  if (now - payment.paid_at! > refundable_ms) throw invalidRequest("订单已超过可退款的最大期限");
  if (payment.refund_nos.length >= most_refunds) {
    throw new PayError(403, "RULE_LIMIT", "同一订单退款次数超过50次");
  }
  const spacing_ms = merchant.refund_spacing_seconds * 1000;
  if (payment.last_refund_at !== null && now - payment.last_refund_at < spacing_ms) {
    const message = "同一订单的退款请求间隔不得小于1分钟";
    throw new PayError(429, "FREQUENCY_LIMITED", message, undefined, "268447840");
  }
  const short = fundsOf(world, merchant).basic_fen < body.amount.refund ||
    world.faults.take("not_enough", about(body, payment));
  if (short) throw new PayError(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");
}

/** What faults are matched against. */
function about({ out_refund_no }: RefundBody, { mchid, out_trade_no }: Payment): Facts {
  return { mchid, out_trade_no, out_refund_no };
}

/** What a fault makes of the refund: its end and how long that takes. */
function fate(world: World, about: Facts): { outcome: Refund["outcome"]; seconds: number } {
  const slow = world.faults.take("refund_processing", about);
  const abnormal = world.faults.take("refund_abnormal", about);
  const closed = abnormal ? undefined : world.faults.take("refund_closed", about);
  const outcome = abnormal ? "ABNORMAL" : closed ? "CLOSED" : "SUCCESS";
  return { outcome, seconds: slow ? slow.seconds ?? 3600 : 0 };
}

function accept(call: PayCall, body: RefundBody, payment: Payment): Refund {
  const { world, merchant } = call;
  const now = world.now();
  const { mchid, out_trade_no } = payment;
  const { out_refund_no } = body;
  const { outcome, seconds } = fate(world, about(body, payment));
  const refund: Refund = {
    mchid,
    out_refund_no,
    refund_id: newRefundId(now),
    transaction_id: payment.transaction_id!,
    out_trade_no,
    reason: body.reason ?? null,
    notify_url: body.notify_url ?? null,
    refund_fen: body.amount.refund,
    total_fen: payment.total_fen,
    created_at: now,
    status: "PROCESSING",
    outcome,
    due_at: now + seconds * 1000,
    success_at: null,
  };
  payment.refund_nos.push(out_refund_no);
  payment.refunded_fen += refund.refund_fen;
  payment.last_refund_at = now;
  const funds = fundsOf(world, merchant);
  funds.basic_fen -= refund.refund_fen;
  world.state.refunds.put(ownNumber(mchid, out_refund_no), refund);
  world.state.payments.put(ownNumber(mchid, out_trade_no), payment);
  world.state.funds.put(mchid, funds);
  return refund;
}

/** POST /v3/refund/domestic/refunds: 200 means accepted; the same number answers the same refund. */
export function createRefund(call: PayCall): PayAnswer {
  const { world, merchant } = call;
  const body = read(refund_body, call.body);
  const payment = paidOrder(call, body);
  const known = world.state.refunds.get(ownNumber(merchant.mchid, body.out_refund_no));
  if (known !== undefined) {
    const same = known.out_trade_no === payment.out_trade_no &&
      known.refund_fen === body.amount.refund && known.total_fen === body.amount.total;
    if (same) return { status: 200, body: refundObject(known) };
    throw invalidRequest("订单金额或退款金额与之前请求不一致，请核实后再试", "268498688");
  }
  checkLimits(call, body, payment);
  const refund = accept(call, body, payment);
  const finish = () => finishRefund(world, refund);
  return { status: 200, body: refundObject(refund), finish };
}

/** GET /v3/refund/domestic/refunds/{out_refund_no} */
export function queryRefund({ world, merchant, params }: PayCall): PayAnswer {
  const refund = world.state.refunds.get(ownNumber(merchant.mchid, params["out_refund_no"]!));
  if (refund === undefined) {
    throw new PayError(404, "RESOURCE_NOT_EXISTS", "退款单不存在", undefined, "268512771");
  }
  return { status: 200, body: refundObject(refund) };
}

/** Bring a refund to its end: money of a closed one goes back to the merchant; the notification goes out. */
export function finishRefund(world: World, refund: Refund): void {
  if (refund.status !== "PROCESSING") return;
  const merchant = world.merchants.byMchid(refund.mchid)!;
  refund.status = refund.outcome;
  refund.ended_at = world.now();
  if (refund.status === "SUCCESS") refund.success_at = world.now();
  world.state.refunds.put(ownNumber(refund.mchid, refund.out_refund_no), refund);
  if (refund.status === "CLOSED") giveBack(world, refund);
  if (refund.notify_url === null) return;
  const { mchid, out_refund_no, out_trade_no } = refund;
  world.notices.emit(merchant, {
    event_type: `REFUND.${refund.status}`,
    original_type: "refund",
    summary: { SUCCESS: "退款成功", ABNORMAL: "退款异常", CLOSED: "退款关闭" }[refund.status],
    plaintext: JSON.stringify(noticeObject(refund)),
    notify_url: refund.notify_url,
    facts: { mchid, out_refund_no, out_trade_no },
  });
  world.kick();
}

function giveBack(world: World, refund: Refund): void {
  const { mchid, out_trade_no, refund_fen } = refund;
  const payment = world.state.payments.get(ownNumber(mchid, out_trade_no))!;
  payment.refunded_fen -= refund_fen;
  world.state.payments.put(ownNumber(mchid, out_trade_no), payment);
  const funds = fundsOf(world, world.merchants.byMchid(mchid)!);
  funds.basic_fen += refund_fen;
  world.state.funds.put(mchid, funds);
}

/** Finish every refund that is due. */
export function tickRefunds(world: World): void {
  const now = world.now();
  for (const refund of [...world.state.refunds.live()]) {
    if (refund.due_at <= now) finishRefund(world, refund);
  }
}

function times(refund: Refund): object {
  return refund.success_at === null ? {} : { success_time: beijingTime(refund.success_at) };
}

/** A refund as its creation and queries show it. */
export function refundObject(refund: Refund): object {
  const { refund_id, out_refund_no, transaction_id, out_trade_no, status } = refund;
  const { refund_fen, total_fen } = refund;
  return {
    refund_id,
    out_refund_no,
    transaction_id,
    out_trade_no,
    channel: "ORIGINAL",
    user_received_account: "支付用户零钱",
    ...times(refund),
    create_time: beijingTime(refund.created_at),
    status,
    funds_account: "AVAILABLE",
    amount: {
      total: total_fen,
      refund: refund_fen,
      from: [],
      payer_total: total_fen,
      payer_refund: refund_fen,
      settlement_refund: refund_fen,
      settlement_total: total_fen,
      discount_refund: 0,
      currency: "CNY",
    },
    promotion_detail: [],
  };
}

/** The plaintext of a notification: `refund_status`, and no currency. */
function noticeObject(refund: Refund): object {
  const { mchid, transaction_id, out_trade_no, refund_id, out_refund_no, status } = refund;
  return {
    mchid,
    transaction_id,
    out_trade_no,
    refund_id,
    out_refund_no,
    refund_status: status,
    ...times(refund),
    user_received_account: "支付用户零钱",
    amount: {
      total: refund.total_fen,
      refund: refund.refund_fen,
      payer_total: refund.total_fen,
      payer_refund: refund.refund_fen,
    },
  };
}
