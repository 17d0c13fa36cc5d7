import { beijingTime } from "../time.ts";
import type { BillKind, BillLine, LineKind } from "./bill_lines.ts";
import { fee_bps } from "./bill_lines.ts";

const trade_header =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识," +
  "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号," +
  "退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const trade_summary =
  "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
const fund_header = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型," +
  "收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
const fund_summary = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

const business: Record<LineKind, [name: string, kind: string, flow: "收入" | "支出"]> = {
  payment: ["交易", "交易", "收入"],
  refund: ["退款", "退款", "支出"],
  refund_return: ["退款失败退回", "退款", "收入"],
  fee: ["交易手续费", "扣除交易手续费", "支出"],
  transfer: ["商家转账", "商家转账", "支出"],
  transfer_return: ["商家转账退回", "商家转账退回", "收入"],
};

/** The file of a bill, as WeChat writes it: a mark of UTF-8, CRLF, and a backtick before every value. */
export function billText(
  kind: BillKind,
  mchid: string,
  lines: readonly BillLine[],
  balance_before_fen: number,
): string {
  const rows = kind === "trade"
    ? [trade_header, ...lines.map((line) => tradeRow(mchid, line)), trade_summary, tradeSums(lines)]
    : [fund_header, ...fundRows(mchid, lines, balance_before_fen), fund_summary, fundSums(lines)];
  return "\ufeff" + rows.map((row) => row + "\r\n").join("");
}

/** A refund's row has its sums in the places of the refund, and nought in those of the order. */
function tradeRow(mchid: string, line: BillLine): string {
  const { payment, amount_fen } = line;
  const is_refund = line.kind === "refund";
  const [paid, back] = is_refund ? [0, amount_fen] : [amount_fen, 0];
  const fee = is_refund ? 0 : Math.round(amount_fen * fee_bps / 10_000);
  return row([
    ...[moment(line.at), payment?.appid ?? "", mchid, "0", ""],
    payment?.transaction_id ?? line.wechat_number,
    payment?.out_trade_no ?? (is_refund ? "" : line.number),
    ...[payment?.openid ?? "", "JSAPI", is_refund ? "REFUND" : line.state, "OTHERS", "CNY"],
    ...[yuan(paid), "0.00"],
    ...(is_refund ? [line.wechat_number, line.number] : ["0", "0"]),
    ...[yuan(back), "0.00", is_refund ? "ORIGINAL" : "", is_refund ? line.state : ""],
    ...[clean(payment?.description ?? "其他"), clean(payment?.attach ?? "")],
    ...[`${yuan(fee)}000`, `${(fee_bps / 100).toFixed(2)}%`, yuan(paid), yuan(back), ""],
  ]);
}

function tradeSums(lines: readonly BillLine[]): string {
  const of = (kind: LineKind) => sum(lines.filter((line) => line.kind === kind));
  const [paid, back] = [yuan(of("payment")), yuan(of("refund"))];
  const fees = lines.map(({ kind, amount_fen }) =>
    kind === "payment" ? Math.round(amount_fen * fee_bps / 10_000) : 0
  ).reduce((total, fen) => total + fen, 0);
  return row([String(lines.length), paid, back, "0.00", `${yuan(fees)}000`, paid, back]);
}

function fundRows(mchid: string, lines: readonly BillLine[], before_fen: number): string[] {
  let balance_fen = before_fen;
  return lines.map((line, index) => {
    const [name, kind, flow] = business[line.kind];
    balance_fen += flow === "收入" ? line.amount_fen : -line.amount_fen;
    return row([
      ...[moment(line.at), line.wechat_number, `${line.wechat_number}${index}`, name, kind, flow],
      ...[yuan(line.amount_fen), yuan(balance_fen), mchid, "", line.number],
    ]);
  });
}

function fundSums(lines: readonly BillLine[]): string {
  const [come, gone] = ["收入", "支出"].map((flow) =>
    lines.filter(({ kind }) => business[kind][2] === flow)
  ) as [BillLine[], BillLine[]];
  return row([
    String(lines.length),
    ...[String(come.length), yuan(sum(come)), String(gone.length), yuan(sum(gone))],
  ]);
}

/** What these lines leave in the account. */
export function balanceOf(lines: readonly BillLine[]): number {
  return lines.reduce(
    (total, { kind, amount_fen }) =>
      total + (business[kind][2] === "收入" ? amount_fen : -amount_fen),
    0,
  );
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, { amount_fen }) => total + amount_fen, 0);
}

function row(values: string[]): string {
  return values.map((value) => "`" + value).join(",");
}

/** WeChat takes commas and line ends out of what people wrote. */
function clean(text: string): string {
  return text.replaceAll(/[,`\r\n]/g, " ");
}

function moment(at: number): string {
  return beijingTime(at).slice(0, 19).replace("T", " ");
}

function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, "0");
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
