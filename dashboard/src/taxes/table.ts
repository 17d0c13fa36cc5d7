import type { TaxRow } from "@/contracts/staff/taxes.ts";

const yuan = (fen: number) => fen / 100;

/** A row of headings in yuan, one for each person and month, and the sum of all. */
export function tableOf(year: number, rows: readonly TaxRow[]): (string | number)[][] {
  const sum = (of: "amount_fen" | "fee_fen" | "tax_fen" | "net_fen") =>
    yuan(rows.reduce((fen, row) => fen + row[of], 0));
  return [
    [
      "月份",
      "姓名",
      "会员名",
      "推广码",
      "笔数",
      "收入（元）",
      "手续费（元）",
      "代扣税（元）",
      "到账（元）",
    ],
    ...rows.map((row) => [
      `${year}-${String(row.month).padStart(2, "0")}`,
      row.real_name ?? "未提供",
      row.label,
      row.code ?? "",
      row.payouts,
      ...[row.amount_fen, row.fee_fen, row.tax_fen, row.net_fen].map(yuan),
    ]),
    [
      ...["合计", "", "", ""],
      rows.reduce((count, row) => count + row.payouts, 0),
      ...[sum("amount_fen"), sum("fee_fen"), sum("tax_fen"), sum("net_fen")],
    ],
  ];
}
