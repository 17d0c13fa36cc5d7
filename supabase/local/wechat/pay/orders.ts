import { newPrepayId } from "../ids.ts";
import { ownNumber, type Payment } from "../state.ts";
import { day_ms, hour_ms, minute_ms, parseTime } from "../time.ts";
import type { World } from "../world.ts";
import { canonical, read } from "./body.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { invalidRequest, paramError, PayError } from "./error.ts";
import { close_body, order_body } from "./order_body.ts";
import { findPayment, isOver, markPaid, transaction } from "./payments.ts";

const prepay_life_ms = 2 * hour_ms;
const order_life_ms = 7 * day_ms;
const least_ahead_ms = minute_ms;
const closable_after_ms = 5 * minute_ms;

const paid = () => new PayError(400, "ORDERPAID", "该订单已支付", undefined, "268449538");
const closed = () => new PayError(400, "ORDER_CLOSED", "该订单已关闭", undefined, "268447914");
const absent = () => new PayError(404, "ORDER_NOT_EXIST", "订单不存在", undefined, "268512771");

/** The openid is a user of this app. */
export function checkOpenid(world: World, appid: string, openid: string): void {
  const user = world.state.users.get(openid);
  if (user === undefined) throw invalidRequest("无效的openid", "268501013");
  if (user.appid !== appid) {
    throw new PayError(500, "OPENID_MISMATCH", "appid和openid不匹配", undefined, "268501013");
  }
}

/** The body's appid belongs to the merchant who signs. */
export function checkAppid({ world, merchant }: PayCall, appid: string): void {
  if (world.merchants.bound(merchant.mchid, appid)) return;
  const message = "appid和mch_id不匹配，请检查后再试";
  throw new PayError(400, "APPID_MCHID_NOT_MATCH", message, undefined, "268445527");
}

/** The body's or the query's mchid is the one who signs. */
function checkMchid({ merchant }: PayCall, mchid: string | null): void {
  if (mchid === null) throw paramError("mchid", "必填", undefined, "query");
  if (mchid !== merchant.mchid) throw invalidRequest("mchid与Authorization中的商户号不一致");
}

function prepay(world: World, payment: Payment): PayAnswer {
  const now = world.now();
  const prepay_id = newPrepayId(now);
  const number = ownNumber(payment.mchid, payment.out_trade_no);
  world.state.prepays.put(prepay_id, {
    prepay_id,
    payment: number,
    expires_at: now + prepay_life_ms,
  });
  const merchant = world.merchants.byMchid(payment.mchid)!;
  const finish = () => {
    if (payment.state === "NOTPAY") markPaid(world, merchant, payment);
  };
  return { status: 200, body: { prepay_id }, finish };
}

/** A number seen before: equal requests renew the prepay_id, others are refused. */
function repeated(world: World, payment: Payment, request: string): PayAnswer {
  if (payment.state === "SUCCESS") throw paid();
  if (isOver(world, payment)) throw closed();
  if (payment.request !== request) {
    throw invalidRequest("商户订单号重复：请求重入时，参数与首次请求时不一致", "268498688");
  }
  return prepay(world, payment);
}

/** POST /v3/pay/transactions/jsapi */
export function createOrder(call: PayCall): PayAnswer {
  const { world, merchant } = call;
  const body = read(order_body, call.body);
  checkMchid(call, body.mchid);
  checkAppid(call, body.appid);
  const request = canonical(body);
  const known = findPayment(world, merchant.mchid, body.out_trade_no);
  if (known !== undefined) return repeated(world, known, request);
  checkOpenid(world, body.appid, body.payer.openid);
  const now = world.now();
  const expires_at = body.time_expire ? parseTime(body.time_expire) : now + order_life_ms;
  if (expires_at <= now + least_ahead_ms || expires_at > now + order_life_ms) {
    throw paramError("/body/time_expire", "应晚于一分钟后，早于七天后", body.time_expire);
  }
  const payment: Payment = {
    mchid: merchant.mchid,
    appid: body.appid,
    out_trade_no: body.out_trade_no,
    request,
    description: body.description,
    attach: body.attach ?? null,
    notify_url: body.notify_url,
    total_fen: body.amount.total,
    openid: body.payer.openid,
    created_at: now,
    expires_at,
    state: "NOTPAY",
    transaction_id: null,
    paid_at: null,
    refund_nos: [],
    refunded_fen: 0,
    last_refund_at: null,
  };
  world.state.payments.put(ownNumber(merchant.mchid, body.out_trade_no), payment);
  return prepay(world, payment);
}

/** GET /v3/pay/transactions/out-trade-no/{out_trade_no}?mchid= */
export function queryOrder(call: PayCall): PayAnswer {
  checkMchid(call, call.query.get("mchid"));
  const payment = findPayment(call.world, call.merchant.mchid, call.params["out_trade_no"]!);
  if (payment === undefined) throw absent();
  return { status: 200, body: transaction(call.world, payment) };
}

/** GET /v3/pay/transactions/id/{transaction_id}?mchid= */
export function queryTransaction(call: PayCall): PayAnswer {
  checkMchid(call, call.query.get("mchid"));
  const payment = call.world.state.payments.find(call.params["transaction_id"]!);
  if (payment?.mchid !== call.merchant.mchid) throw absent();
  return { status: 200, body: transaction(call.world, payment) };
}

/** POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close; may be repeated. */
export function closeOrder(call: PayCall): PayAnswer {
  const { world, merchant } = call;
  checkMchid(call, read(close_body, call.body).mchid);
  const payment = findPayment(world, merchant.mchid, call.params["out_trade_no"]!);
  if (payment === undefined) throw absent();
  if (payment.state === "SUCCESS") throw paid();
  if (payment.state === "NOTPAY") {
    const { mchid, out_trade_no, openid, created_at } = payment;
    const young = world.now() - created_at < closable_after_ms;
    if (young && world.faults.find("close_too_early", { mchid, out_trade_no, openid })) {
      throw invalidRequest("订单生成后不能马上调用关单接口，最短调用时间间隔为5分钟");
    }
    payment.state = "CLOSED";
    world.state.payments.put(ownNumber(merchant.mchid, payment.out_trade_no), payment);
  }
  return { status: 204 };
}
