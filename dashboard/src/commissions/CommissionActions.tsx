import { Button, Space } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { commission_states } from "@/contracts/states.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useHoldCommission, useReleaseHold, useVoidCommission } from "./queries.ts";

/** Hold a commission, lift a hold, or take a held one away, each with a reason. */
export function CommissionActions({ commission }: { commission: StaffCommission }) {
  const [act, setAct] = useState<"hold" | "void" | { release: string } | null>(null);
  const close = () => setAct(null);
  const hold = useHoldCommission(commission.id, close);
  const release = useReleaseHold(close);
  const voiding = useVoidCommission(commission.id, close);
  if (!useMay("distributor")) return null;

  const { status, open_holds } = commission;
  if (!commission_states.unsettled.includes(status)) return null;
  const heldByStaff = open_holds.some(({ reason }) => reason === "staff");
  const remaining = formatFen(commission.remaining_fen);
  const lifted = typeof act === "object" && act
    ? open_holds.find(({ id }) => id === act.release)
    : undefined;

  return (
    <Space wrap>
      {open_holds.filter(({ is_liftable }) => is_liftable).map(({ id, words }) => (
        <Button
          key={id}
          type="primary"
          onClick={() => setAct({ release: id })}
        >
          {open_holds.length > 1 ? `解除冻结：${words}` : "解除冻结"}
        </Button>
      ))}
      {!heldByStaff && <Button onClick={() => setAct("hold")}>冻结</Button>}
      {status === "held" && <Button danger onClick={() => setAct("void")}>作废</Button>}
      {act === "hold" && (
        <Decision
          title="冻结佣金"
          consequences={[`${remaining} 暂不结算，直到解除冻结。`]}
          okText="冻结"
          command={hold}
          onClose={close}
        />
      )}
      {act === "void" && (
        <Decision
          title="作废佣金"
          consequences={[
            `${remaining} 不再支付给 ${commission.distributor}，不能恢复。`,
            "订单和买家不受影响。",
          ]}
          okText={`作废 ${remaining}`}
          isDanger
          command={voiding}
          onClose={close}
        />
      )}
      {lifted && (
        <Decision
          title={`解除冻结：${lifted.words}`}
          consequences={[
            open_holds.length > 1
              ? "还有其他冻结，全部解除后才会结算。"
              : `${remaining} 恢复待结算，到期后进入可提现余额。`,
          ]}
          okText="解除冻结"
          command={{ ...release, run: (reason) => release.run({ hold: lifted.id, reason }) }}
          onClose={close}
        />
      )}
    </Space>
  );
}
