import { formatFen } from "@/contracts/format.ts";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { Sums } from "../ui/Sums.tsx";

/** How the order's total is made, and what went back. */
export function OrderAmounts({ order }: { order: StaffOrder }) {
  const rows = [
    { label: "商品金额", value: formatFen(order.amount_fen) },
    ...order.discounts.map(({ label, words, amount_fen }) => ({
      label: `${label}（${words}）`,
      value: formatFen(-amount_fen),
    })),
    { label: "运费", value: formatFen(order.freight_fen) },
    { label: order.paid_at ? "实付" : "应付", value: formatFen(order.payable_fen), strong: true },
  ];
  if (order.refunded_fen > 0) {
    rows.push({ label: "已退款", value: formatFen(-order.refunded_fen) });
    rows.push({
      label: "实收",
      value: formatFen(order.paid_fen - order.refunded_fen),
      strong: true,
    });
  }
  return <Sums rows={rows} />;
}
