import { formatFen } from "@/contracts/format.ts";
import type { OpenWithdrawals } from "@/contracts/staff/withdrawals.ts";
import { Figures } from "../ui/Figures.tsx";
import { waited } from "./waited.ts";

/** What is under way: what waits for staff, for WeChat and for the member, each with its oldest. */
export function OpenSums({ open }: { open: OpenWithdrawals }) {
  const figure = (label: string, part: OpenWithdrawals["review"]) => ({
    label,
    value: formatFen(part.amount_fen),
    note: part.count === 0
      ? "没有"
      : `${part.count} 笔${part.oldest_at ? `，最早的等了${waited(part.oldest_at)}` : ""}`,
  });
  return (
    <Figures
      items={[
        figure("等审核", open.review),
        figure("等微信", open.wechat),
        figure("等推广员收款", open.member),
      ]}
    />
  );
}
