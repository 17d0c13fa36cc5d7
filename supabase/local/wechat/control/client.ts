import { Buffer } from "node:buffer";
import { verify } from "node:crypto";
import { isOver, lapse, markPaid } from "../pay/payments.ts";
import { confirm, endTransfer } from "../pay/transfer_life.ts";
import { ownNumber, type Payment, type Transfer } from "../state.ts";
import type { World } from "../world.ts";
import { ControlError } from "./error.ts";
import {
  request_payment_input,
  request_transfer_input,
  type RequestPaymentInput,
  type RequestTransferInput,
} from "./inputs.ts";

/** What wx calls its callbacks with. */
export interface ClientAnswer {
  readonly errMsg: string;
}

/** Why the payer cannot pay this prepay_id, or the order. */
function payable(world: World, prepay_id: string, openid: string | undefined): Payment | string {
  const prepay = world.state.prepays.get(prepay_id);
  if (prepay === undefined) return "prepay_id不存在";
  const payment = world.state.payments.get(prepay.payment)!;
  lapse(world, payment);
  if (payment.state === "SUCCESS") return "该订单已支付";
  if (isOver(world, payment)) return "该订单已关闭";
  if (prepay.expires_at <= world.now()) return "prepay_id已过期";
  if (openid !== undefined && openid !== payment.openid) return "支付者与下单的openid不一致";
  return payment;
}

/** The user pays; the signature of the client's call is not looked at. */
export function pay(world: World, prepay_id: string, openid?: string): Payment {
  const payment = payable(world, prepay_id, openid);
  if (typeof payment === "string") throw new ControlError(409, payment);
  markPaid(world, world.merchants.byMchid(payment.mchid)!, payment);
  return payment;
}

/** wx.requestPayment: checks every field and the paySign as the client does, then pays or closes. */
export function requestPayment(world: World, input: RequestPaymentInput): ClientAnswer {
  const given = request_payment_input.parse(input);
  const fail = (why: string) => ({ errMsg: `requestPayment:fail ${why}` });
  const { appId, timeStamp, nonceStr, paySign } = given;
  const prepay_id = /^prepay_id=(\w+)$/.exec(given.package)?.[1];
  if (given.signType !== "RSA") return fail("signType must be RSA");
  if (!/^\d{10}$/.test(timeStamp)) return fail("invalid timeStamp");
  if (nonceStr === "" || nonceStr.length > 32) return fail("invalid nonceStr");
  if (prepay_id === undefined) return fail("invalid package");
  const payment = payable(world, prepay_id, given.openid);
  if (typeof payment === "string") return fail(payment);
  if (payment.appid !== appId) return fail("appId与prepay_id不匹配");
  const merchant = world.merchants.byMchid(payment.mchid)!;
  const message = `${appId}\n${timeStamp}\n${nonceStr}\n${given.package}\n`;
  const signature = Buffer.from(paySign, "base64");
  if (!verify("sha256", Buffer.from(message), merchant.merchant_public_key, signature)) {
    return fail("支付验证签名失败");
  }
  if (given.action === "cancel") return fail("cancel");
  markPaid(world, merchant, payment);
  return { errMsg: "requestPayment:ok" };
}

/** A bill by package_info, WeChat's number, or ours as `mchid/out_bill_no`. */
export function findBill(world: World, name: string): Transfer {
  const bill = world.state.transfers.find(name) ?? world.state.transfers.get(name);
  if (bill === undefined) throw new ControlError(404, "no such transfer");
  return bill;
}

/** The user accepts the money. */
export function confirmTransfer(world: World, name: string): Transfer {
  const bill = findBill(world, name);
  if (bill.state !== "WAIT_USER_CONFIRM") {
    throw new ControlError(409, `the transfer is ${bill.state}`);
  }
  confirm(world, bill);
  return bill;
}

/** WeChat fails an open bill. */
export function failTransfer(world: World, name: string, fail_reason: string): Transfer {
  const bill = findBill(world, name);
  if (["SUCCESS", "FAIL", "CANCELLED"].includes(bill.state)) {
    throw new ControlError(409, `the transfer is ${bill.state}`);
  }
  endTransfer(world, bill, "FAIL", fail_reason);
  return bill;
}

/** wx.requestMerchantTransfer: shows the confirm page, where the user accepts or leaves; leaving changes nothing. */
export function requestTransfer(world: World, input: RequestTransferInput): ClientAnswer {
  const given = request_transfer_input.parse(input);
  const fail = (why: string) => ({ errMsg: `requestMerchantTransfer:fail ${why}` });
  const bill = world.state.transfers.find(given.package);
  const same = bill?.package_info === given.package && bill.mchid === given.mchId &&
    bill.appid === given.appId && bill.openid === given.openId;
  if (!same) return fail("参数错误");
  if (bill.state !== "WAIT_USER_CONFIRM" && bill.state !== "TRANSFERING") {
    return fail("转账单不可确认");
  }
  if (given.action === "cancel") return fail("cancel");
  if (bill.state === "WAIT_USER_CONFIRM") confirm(world, bill);
  return { errMsg: "requestMerchantTransfer:ok" };
}

/** The payment with a merchant's own number. */
export function findOrder(world: World, mchid: string, out_trade_no: string): Payment {
  const payment = world.state.payments.get(ownNumber(mchid, out_trade_no));
  if (payment === undefined) throw new ControlError(404, "no such order");
  lapse(world, payment);
  return payment;
}
