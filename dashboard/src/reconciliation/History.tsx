import type { BillDifference } from "@/contracts/staff/reconciliation.ts";
import { formatMoment } from "../lib/moments.ts";
import { status_words } from "./words.ts";

/** How a difference came and went, each turn with who and why. */
export function History({ steps }: Pick<BillDifference, "steps">) {
  return (
    <ol className="difference-steps">
      {steps.map(({ status, at, by, reason }, n) => (
        <li key={at + status}>
          {formatMoment(at)} {n === 0 ? "发现差异" : wordOf(status)}
          {n > 0 && <span className="aux">{` · ${by ?? "自动"}`}</span>}
          {reason && <div className="aux">{reason}</div>}
        </li>
      ))}
    </ol>
  );
}

function wordOf(status: BillDifference["status"]): string {
  return status === "open" ? "重新打开" : status_words[status].text;
}
