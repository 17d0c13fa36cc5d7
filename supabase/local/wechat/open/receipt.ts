import type { Payment, Shipment } from "../state.ts";
import { day_ms, unixSeconds } from "../time.ts";
import type { World } from "../world.ts";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";
import { paidOrder } from "./paid_order.ts";
import { orderKeyOf } from "./shipping_body.ts";

const ok = { errcode: 0, errmsg: "ok" };
const express = 1;
/** How receipt was confirmed. */
const by_hand = 1;
const by_itself = 2;

/** When receipt is confirmed by itself: 10 days after shipping for express, 2 for the rest. */
export function confirmedAt(shipment: Shipment): number {
  const days = shipment.logistics_type === express ? 10 : 2;
  return shipment.confirmed_at ?? shipment.shipped_at + days * day_ms;
}

/** Push that shipping is complete, and that receipt was confirmed and the money settled; each once. */
export function tickShipments(world: World): void {
  for (const shipment of world.state.shipments.live()) {
    const payment = world.state.payments.find(shipment.transaction_id);
    if (payment === undefined) continue;
    if (shipment.told === "nothing") tell(world, payment, shipment, "shipped");
    if (confirmedAt(shipment) <= world.now()) tell(world, payment, shipment, "received");
  }
}

function tell(world: World, payment: Payment, shipment: Shipment, news: "shipped" | "received") {
  shipment.told = news;
  world.state.shipments.put(shipment.transaction_id, shipment);
  const app = world.merchants.byAppid(payment.appid);
  if (app === undefined) return;
  const about = {
    Event: "trade_manage_order_settlement",
    transaction_id: payment.transaction_id,
    merchant_id: payment.mchid,
    sub_merchant_id: "",
    merchant_trade_no: payment.out_trade_no,
    pay_time: unixSeconds(payment.paid_at!),
    shipped_time: unixSeconds(shipment.shipped_at),
  };
  const received_at = unixSeconds(confirmedAt(shipment));
  const rest = news === "shipped" ? { estimated_settlement_time: received_at } : {
    confirm_receive_method: shipment.confirmed_at === null ? by_itself : by_hand,
    confirm_receive_time: received_at,
    settlement_time: unixSeconds(world.now()),
  };
  world.pushes.emit(app, payment.openid, { ...about, ...rest });
}

/** POST /wxa/sec/order/notify_confirm_receive: WeChat asks the buyer to confirm; once, express only, after shipping. */
export function notifyConfirmReceive(call: AppCall): OpenAnswer {
  const { world, body } = call;
  const { received_time, ...key } = body;
  const payment = paidOrder(call, orderKeyOf(key));
  const shipment = world.state.shipments.get(payment.transaction_id!);
  if (!shipment?.finished) throw new OpenError(10060028, "订单未发货");
  if (shipment.logistics_type !== express) throw new OpenError(10060032, "仅支持快递发货");
  const formed = typeof received_time === "number" && Number.isInteger(received_time);
  if (!formed || received_time < unixSeconds(shipment.shipped_at)) {
    throw new OpenError(10060029, "received_time is invalid");
  }
  if (shipment.reminded) throw new OpenError(10060030, "已提醒过确认收货");
  world.state.shipments.put(shipment.transaction_id, { ...shipment, reminded: true });
  return ok;
}
