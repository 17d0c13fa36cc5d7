import type { BillDifference, DifferenceStatus } from "@/contracts/staff/reconciliation.ts";
import { Decision } from "../ui/Decision.tsx";
import { useDecideDifference } from "./queries.ts";
import { difference_words, row_words } from "./words.ts";

const words: Record<DifferenceStatus, { ok: string; consequences: string[] }> = {
  resolved: {
    ok: "记为已查清",
    consequences: [
      "写下查到了什么、怎么处理的；只是记录，不会动账，也不会通知微信。",
      "再取账单时，只要双方说的没有变，就不会重新出现。",
    ],
  },
  dismissed: {
    ok: "不处理",
    consequences: ["写下为什么可以不处理；只是记录，不会动账。"],
  },
  open: {
    ok: "重新打开",
    consequences: ["这笔差异回到待处理，也回到待办；以前的记录都保留。"],
  },
};

interface Props {
  difference: BillDifference;
  to: DifferenceStatus;
  onClose: () => void;
}

/** Ends a difference with words, or opens it again. */
export function Resolve({ difference, to, onClose }: Props) {
  const decide = useDecideDifference(difference.id, onClose);
  const { ok, consequences } = words[to];
  return (
    <Decision
      title={`${row_words[difference.row_kind]} · ${difference_words[difference.kind]}`}
      consequences={consequences}
      okText={ok}
      command={{ ...decide, run: (reason) => decide.run({ status: to, reason }) }}
      onClose={onClose}
    />
  );
}
