import type { Payment, Shipment } from "../state.ts";
import { unixSeconds } from "../time.ts";
import type { World } from "../world.ts";
import { carriers } from "./carriers.ts";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";
import { paidOrder } from "./paid_order.ts";
import { confirmedAt } from "./receipt.ts";
import { orderKeyOf, readShipping, type ShippingBody } from "./shipping_body.ts";

const ok = { errcode: 0, errmsg: "ok" };

/** Parcels without their times, to see whether anything changed. */
function content(shipment: Pick<Shipment, "logistics_type" | "delivery_mode" | "parcels">): string {
  const parcels = shipment.parcels.map(({ upload_time: _, ...rest }) => rest);
  return JSON.stringify([shipment.logistics_type, shipment.delivery_mode, parcels]);
}

/** A first upload, one more parcel, or the one allowed re-shipping. */
function ship(
  body: ShippingBody,
  known: Shipment | undefined,
  now: number,
): Omit<Shipment, "transaction_id"> {
  const { logistics_type, delivery_mode, parcels, upload_time, last } = body;
  const fresh = { logistics_type, delivery_mode, parcels, upload_time, confirmed_at: null };
  const first: Omit<Shipment, "transaction_id"> = {
    ...{ ...fresh, shipped_at: now, finished: last, finish_count: last ? 1 : 0 },
    told: "nothing",
  };
  if (known === undefined) return first;
  if (upload_time <= known.upload_time) {
    throw new OpenError(268485216, "upload_time must be later than the last one");
  }
  const same_way = known.logistics_type === logistics_type && known.delivery_mode === delivery_mode;
  if (!known.finished && same_way) {
    const all = [...known.parcels, ...parcels];
    if (all.length > 15) throw new OpenError(10060024, "shipping_list is too long");
    return { ...first, parcels: all };
  }
  if (known.finished && content(known) === content(body)) {
    throw new OpenError(10060023, "发货信息未更新");
  }
  if (known.finish_count >= 2) throw new OpenError(10060003, "支付单已使用重新发货机会");
  const told = known.told ?? "shipped"; // the buyer's ten days go on
  return { ...first, told, shipped_at: known.shipped_at, finish_count: known.finish_count + 1 };
}

/** POST /wxa/sec/order/upload_shipping_info */
export function uploadShipping(call: AppCall): OpenAnswer {
  const { world } = call;
  const body = readShipping(call.body);
  const payment = paidOrder(call, body.order_key);
  if (payment.openid !== body.openid) {
    throw new OpenError(10060031, "该笔支付单不属于openid所指定的用户");
  }
  if (refunded(payment)) throw new OpenError(10060004, "支付单处于不可发货的状态");
  const transaction_id = payment.transaction_id!;
  const known = world.state.shipments.get(transaction_id);
  if (known?.finished && confirmedAt(known) <= world.now()) {
    throw new OpenError(10060004, "支付单处于不可发货的状态"); // received: nothing is mended any more
  }
  const shipment = ship(body, known, world.now());
  world.state.shipments.put(transaction_id, { transaction_id, ...shipment });
  return ok;
}

function refunded(payment: Payment): boolean {
  return payment.refunded_fen >= payment.total_fen;
}

/** 1 to be shipped, 2 shipped, 3 receipt confirmed, 5 refunded. */
export function orderState(world: World, payment: Payment): number {
  if (refunded(payment)) return 5;
  const shipment = world.state.shipments.get(payment.transaction_id!);
  if (!shipment?.finished) return 1;
  return confirmedAt(shipment) <= world.now() ? 3 : 2;
}

function shippingObject(shipment: Shipment | undefined): object {
  if (shipment === undefined) return { finish_shipping: false, finish_shipping_count: 0 };
  return {
    delivery_mode: shipment.delivery_mode,
    logistics_type: shipment.logistics_type,
    finish_shipping: shipment.finished,
    finish_shipping_count: shipment.finish_count,
    goods_desc: shipment.parcels[0]?.item_desc ?? "",
    shipping_list: shipment.parcels.map(({ item_desc, upload_time, ...rest }) => ({
      ...rest,
      goods_desc: item_desc,
      upload_time: unixSeconds(upload_time),
    })),
  };
}

/** POST /wxa/sec/order/get_order */
export function getOrder(call: AppCall): OpenAnswer {
  const { world, body } = call;
  const payment = paidOrder(call, orderKeyOf(body));
  const order = {
    transaction_id: payment.transaction_id,
    merchant_id: payment.mchid,
    sub_merchant_id: "",
    merchant_trade_no: payment.out_trade_no,
    description: payment.description,
    paid_amount: payment.total_fen,
    openid: payment.openid,
    trade_create_time: unixSeconds(payment.created_at),
    pay_time: unixSeconds(payment.paid_at!),
    order_state: orderState(world, payment),
    in_complaint: false,
    shipping: shippingObject(world.state.shipments.get(payment.transaction_id!)),
  };
  return { ...ok, order };
}

/** POST /wxa/sec/order/is_trade_managed */
export function isTradeManaged({ app, body }: AppCall): OpenAnswer {
  if (body["appid"] !== app.appid) throw new OpenError(40013, "invalid appid");
  return { ...ok, is_trade_managed: true };
}

/** POST /wxa/sec/order/is_trade_management_confirmation_completed */
export function isConfirmationCompleted({ app, body }: AppCall): OpenAnswer {
  if (body["appid"] !== app.appid) throw new OpenError(40013, "invalid appid");
  return { ...ok, completed: true };
}

/** POST /cgi-bin/express/delivery/open_msg/get_delivery_list */
export function deliveryList(_call: AppCall): OpenAnswer {
  return { ...ok, delivery_list: carriers, count: carriers.length };
}
