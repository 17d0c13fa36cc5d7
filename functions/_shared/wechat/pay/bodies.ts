import { cleanText, isSendable } from "../text.ts";
import type {
  AbnormalRefundRequest,
  BankCard,
  JsapiOrder,
  RefundRequest,
  TransferBillRequest,
} from "./types.ts";

/** A field that WeChat Pay would refuse; found before anything is sent. */
export class FieldError extends Error {
  constructor(readonly field: string, rule: string) {
    super(`${field}: ${rule}`);
    this.name = "FieldError";
  }
}

/** Amount in fen from which a transfer needs the receiver's real name (WeChat Pay doc 4012716434). */
export const name_needed_from_fen = 200_000;
const name_refused_below_fen = 30;
const transfer_least_fen = 10;
const whole_seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;

/** A JSAPI order as sent. Throws FieldError. */
export function jsapiOrderBody(order: JsapiOrder): JsapiOrder {
  tradeNo(order.out_trade_no);
  fen("amount.total", order.amount.total, 1);
  notifyUrl(order.notify_url, 255);
  if (isGiven(order.time_expire)) matches("time_expire", order.time_expire, whole_seconds);
  sendable("payer.openid", order.payer.openid, 128);
  if (isGiven(order.attach)) sendable("attach", order.attach, 128);
  const description = cleanText(order.description, 127);
  return { ...order, description: description === "" ? order.out_trade_no : description };
}

/** A refund as sent. Throws FieldError. */
export function refundBody(refund: RefundRequest): RefundRequest {
  matches("out_refund_no", refund.out_refund_no, /^[0-9A-Za-z_\-|*@]{1,64}$/);
  if (!isGiven(refund.transaction_id) && !isGiven(refund.out_trade_no)) {
    throw new FieldError("transaction_id", "this or out_trade_no is needed");
  }
  fen("amount.refund", refund.amount.refund, 1);
  fen("amount.total", refund.amount.total, refund.amount.refund);
  if (isGiven(refund.notify_url)) notifyUrl(refund.notify_url, 256);
  const { reason, ...rest } = refund;
  const shown = cleanText(reason ?? "", 80);
  return shown === "" ? rest : { ...rest, reason: shown };
}

/** The settling of an abnormal refund as sent, still without the card. Throws FieldError. */
export function abnormalRefundBody(
  request: AbnormalRefundRequest,
  card: BankCard | null,
): AbnormalRefundRequest {
  const { type, bank_type } = request;
  if ((type === "USER_BANK_CARD") !== (card !== null && isGiven(bank_type))) {
    throw new FieldError("type", "bank_type and card go with USER_BANK_CARD alone");
  }
  if (card !== null) {
    matches("bank_account", card.bank_account, /^\d{8,30}$/);
    sendable("real_name", card.real_name, 50);
  }
  return { ...request };
}

/** A transfer bill as sent, still without the name. Throws FieldError. */
export function transferBillBody(bill: TransferBillRequest): TransferBillRequest {
  billNo(bill.out_bill_no);
  sendable("transfer_scene_id", bill.transfer_scene_id, 36);
  sendable("openid", bill.openid, 64);
  fen("transfer_amount", bill.transfer_amount, transfer_least_fen);
  if (isGiven(bill.notify_url)) notifyUrl(bill.notify_url, 256);
  if (bill.transfer_scene_report_infos.length === 0) {
    throw new FieldError("transfer_scene_report_infos", "the scene's set is needed");
  }
  for (const { info_type, info_content } of bill.transfer_scene_report_infos) {
    sendable("info_type", info_type, 15);
    sendable("info_content", info_content, 32);
  }
  const transfer_remark = cleanText(bill.transfer_remark, 32);
  sendable("transfer_remark", transfer_remark, 32);
  return { ...bill, transfer_remark };
}

/** The name to send with a transfer: needed from 2,000 yuan up, not taken below 0.30 yuan. Throws FieldError. */
export function transferName(amount_fen: number, name: string | undefined): string | undefined {
  if (name === undefined || name.trim() === "") {
    if (amount_fen >= name_needed_from_fen) {
      throw new FieldError("user_name", "needed for this amount");
    }
    return undefined;
  }
  return amount_fen < name_refused_below_fen ? undefined : name.trim();
}

/** Check a merchant's order number. Throws FieldError. */
export function tradeNo(value: string): string {
  return matches("out_trade_no", value, /^[0-9A-Za-z_\-*|]{6,32}$/);
}

/** Check a transfer's number: digits and letters only. Throws FieldError. */
export function billNo(value: string): string {
  return matches("out_bill_no", value, /^[0-9A-Za-z]{1,32}$/);
}

/** Bodies frozen as JSON may hold nulls, which are left out when sent. */
function isGiven(value: string | null | undefined): value is string {
  return value !== undefined && value !== null;
}

function matches(field: string, value: string, rule: RegExp): string {
  if (!rule.test(value)) throw new FieldError(field, `must match ${rule.source}`);
  return value;
}

function sendable(field: string, value: string, limit: number): void {
  if (!isSendable(value, limit)) {
    throw new FieldError(field, `1 to ${limit} characters without emoji`);
  }
}

function fen(field: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new FieldError(field, `whole fen, at least ${least}`);
  }
}

function notifyUrl(value: string, limit: number): void {
  if (!URL.canParse(value) || /[?#]/.test(value) || value.length > limit) {
    throw new FieldError("notify_url", `a URL without a query, at most ${limit} characters`);
  }
}
