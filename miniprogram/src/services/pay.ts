import type { Order } from "@/contracts/orders.ts";
import type { StartedPayment } from "@/contracts/payments.ts";
import { onLive } from "./live";
import { ApiError } from "./errors";
import { askToTell, learnOffers } from "./messages";
import { get, post } from "./request";

/**
 * How an attempt to pay ended. `paid`: the shop says so. `waiting`: WeChat took the money and the shop has not
 * heard of it yet. `cancelled`: the person closed the pay sheet; the order waits until it expires.
 */
export type PayOutcome = "paid" | "waiting" | "cancelled";

const under_way = new Map<string, Promise<PayOutcome>>();

/** Pay an order. A second call while the first is under way joins it, so that one sheet opens. */
export function pay(order_id: string): Promise<PayOutcome> {
  const running = under_way.get(order_id);
  if (running) return running;
  const started = payOnce(order_id).finally(() => under_way.delete(order_id));
  under_way.set(order_id, started);
  return started;
}

async function payOnce(order_id: string): Promise<PayOutcome> {
  let started: StartedPayment;
  learnOffers();
  try {
    started = await post<StartedPayment>(`/orders/${order_id}/payments`);
  } catch (error) {
    if (error instanceof ApiError && error.code === "ORDER_NOT_PAYABLE") {
      if (await isPaid(order_id)) return "paid";
    }
    throw error;
  }
  try {
    await wx.requestPayment(started.params);
  } catch (error) {
    if (await isPaid(order_id).catch(() => false)) return "paid";
    if (isCancel(error)) return "cancelled";
    throw new ApiError("PAY_FAILED", "微信没有完成这次付款，请稍后再试");
  }
  void askToTell("paid");
  return waitUntilPaid(order_id);
}

function isCancel(error: unknown): boolean {
  const { errMsg = "" } = error as { errMsg?: string };
  return errMsg.includes("cancel");
}

/** Only the shop's own word counts: WeChat's success on the phone may come before the notice reaches the shop. */
async function isPaid(order_id: string): Promise<boolean> {
  const order = await get<Order>(`/orders/${order_id}`);
  return order.paid_at !== null;
}

/** Seconds between one look and the next: close together first, about half a minute in all. */
const waits = [0, 0.5, 1, 1, 2, 3, 5, 8, 8];

async function waitUntilPaid(order_id: string): Promise<PayOutcome> {
  let look = () => {};
  const stop = onLive(["order.changed"], (message) => {
    if (message.id === order_id) look();
  }, () => look());
  try {
    for (const seconds of waits) {
      await new Promise<void>((resolve) => {
        look = resolve;
        setTimeout(resolve, seconds * 1000);
      });
      if (await isPaid(order_id).catch(() => false)) return "paid";
    }
    return "waiting";
  } finally {
    stop();
  }
}
