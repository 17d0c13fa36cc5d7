import { ownNumber, type Payment } from "../state.ts";
import type { AppCall } from "./call.ts";
import { OpenError } from "./error.ts";
import type { OrderKey } from "./shipping_body.ts";

/** The paid order of this app. */
export function paidOrder({ world, app }: AppCall, key: OrderKey): Payment {
  const payment = "transaction_id" in key
    ? world.state.payments.find(key.transaction_id)
    : world.state.payments.get(ownNumber(key.mchid, key.out_trade_no));
  const found = payment?.state === "SUCCESS" && payment.appid === app.appid;
  const about = { appid: app.appid, out_trade_no: payment?.out_trade_no };
  if (!found || world.faults.take("shipping_not_found", about)) {
    throw new OpenError(10060001, "支付单不存在");
  }
  return payment;
}
