/**
 * Rows of WeChat Pay's bills. A bill is a text of lines: a header, one line per row whose every value begins with a
 * backtick, a header of sums, and the sums. Columns are found by their names; money is yuan with two decimals. Nothing
 * of the payer is read.
 */

/** What a row tells of: both sides of trade, and what moves money without it. */
export type BillRowKind =
  | "payment"
  | "refund"
  | "transfer"
  | "transfer_return"
  | "fee"
  | "other";

export interface BillRow {
  kind: BillRowKind;
  /** Our own number; empty where there is none. */
  number: string;
  wechat_number: string;
  /** Of a refund and of a fee: the payment's number at our side. */
  payment_number: string;
  amount_fen: number;
  /** WeChat's word: of a payment SUCCESS or REVOKED, of a refund SUCCESS, PROCESSING, FAIL, CHANGE. */
  state: string;
  /** Into the account, or out of it. */
  is_income: boolean;
  happened_at: string;
  /** What WeChat calls it, where its kind is `other`. */
  name: string;
}

/** A bill that is not what WeChat describes: nothing of it is believed. */
export class BillError extends Error {}

type Values = (name: string) => string;

/** A row of the trade bill. */
export function tradeRow(values: Values): BillRow {
  const state = values("交易状态");
  const common = { happened_at: shanghai(values("交易时间")), name: "" };
  if (state !== "REFUND") {
    return {
      ...common,
      kind: "payment",
      number: values("商户订单号"),
      wechat_number: values("微信订单号"),
      payment_number: values("商户订单号"),
      amount_fen: fenOf(values("订单金额")),
      state,
      is_income: true,
    };
  }
  return {
    ...common,
    kind: "refund",
    number: values("商户退款单号"),
    wechat_number: values("微信退款单号"),
    payment_number: values("商户订单号"),
    amount_fen: fenOf(values("申请退款金额")),
    state: values("退款状态"),
    is_income: false,
  };
}

/** A row of a fund bill; null for trade, whose rows stand in the trade bill. */
export function fundRow(values: Values): BillRow | null {
  const name = values("业务名称");
  const is_income = values("收支类型") === "收入";
  const kind = fundKind(name, values("业务类型"), is_income);
  if (kind === null) return null;
  return {
    kind,
    number: values("业务凭证号"),
    wechat_number: values("微信支付业务单号"),
    payment_number: "",
    amount_fen: fenOf(values("收支金额（元）")),
    state: "SUCCESS",
    is_income,
    happened_at: shanghai(values("记账时间")),
    name,
  };
}

function fundKind(name: string, type: string, is_income: boolean): BillRowKind | null {
  const words = `${name} ${type}`;
  if (/手续费|服务费/.test(words)) return "fee";
  if (/转账/.test(words)) return is_income ? "transfer_return" : "transfer";
  if (/交易|退款/.test(words)) return null;
  return "other";
}

/** Fen of yuan with decimals, exactly; decimals beyond the second must be nought. */
export function fenOf(yuan: string): number {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(yuan);
  if (parts === null) throw new BillError(`not a sum: ${yuan.slice(0, 20)}`);
  const [, sign, whole, rest = ""] = parts;
  const fen = Number(BigInt(whole! + rest.padEnd(2, "0")));
  return sign === "-" ? -fen : fen;
}

/** `2026-03-01 12:00:00` of Beijing as RFC 3339. */
function shanghai(text: string): string {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) {
    throw new BillError(`not a moment: ${text.slice(0, 20)}`);
  }
  return text.replace(" ", "T") + "+08:00";
}
