import type { Liability, LiabilitySums } from "@/contracts/staff/liabilities.ts";
import { distributor_words, figure_words } from "@/contracts/words.ts";

/** The sums in the order in which they are read, each with what it means. */
export const sum_words: { key: keyof LiabilitySums; name: string; about: string }[] = [
  { key: "total_fen", name: "应付合计", about: "下面各项相加，减去欠店铺的" },
  { key: "pending_fen", name: figure_words.pending_fen, about: "已付款订单的佣金，还没到结算时间" },
  { key: "held_fen", name: figure_words.held_fen, about: "售后、风控等原因暂不结算" },
  { key: "available_fen", name: figure_words.available_fen, about: "已结算，推广员随时可以提" },
  { key: "withdrawing_fen", name: figure_words.withdrawing_fen, about: "已申请，还没有到账" },
  { key: "owed_back_fen", name: "欠店铺", about: "退款使余额为负，以后的佣金先补足" },
];

const yuan = (fen: number) => fen / 100;

/** A row of headings in yuan, and one for each distributor. */
export function tableOf(rows: readonly Liability[]): (string | number)[][] {
  return [
    ["推广员", "推广码", "状态", ...sum_words.map(({ name }) => `${name}（元）`)],
    ...rows.map((row) => [
      row.label,
      row.code,
      distributor_words[row.status],
      ...sum_words.map(({ key }) => yuan(row[key])),
    ]),
  ];
}
