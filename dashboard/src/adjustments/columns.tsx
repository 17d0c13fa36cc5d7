import { Button, Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { StaffAdjustment } from "@/contracts/staff/adjustments.ts";
import type { AdjustmentStatus } from "@/contracts/withdrawals.ts";
import { adjustment_words as words } from "@/contracts/words.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import type { Tone } from "../ui/tone.ts";
import { useDecideAdjustment } from "./queries.ts";

const tones: Record<AdjustmentStatus, Tone> = {
  waiting: "warn",
  booked: "quiet",
  cancelled: "quiet",
};

const signed = (fen: number) => fen > 0 ? `+${formatFen(fen)}` : formatFen(fen);

export const no_adjustments = {
  title: "没有调整过余额",
  hint: "在推广员的页面可以调整余额，每次都要写原因",
};

export const adjustment_columns: TableColumnsType<StaffAdjustment> = [
  {
    title: "推广员",
    width: 140,
    render: (_, one) => (
      <Link
        className="two-lines"
        title={one.distributor}
        to={`/distributors/${one.distributor_id}`}
      >
        {one.distributor}
      </Link>
    ),
  },
  {
    title: "金额",
    align: "right",
    width: 120,
    render: (_, one) => <strong>{signed(one.amount_fen)}</strong>,
  },
  { title: "原因", width: 220, render: (_, one) => <span className="wrapped">{one.reason}</span> },
  {
    title: "状态",
    width: 160,
    render: (_, one) => (
      <>
        <StateTag text={words[one.status]} tone={tones[one.status]} />
        {one.decided_at && one.needs_second && (
          <div className="aux">{`${one.decided_by ?? ""} ${formatMoment(one.decided_at)}`}</div>
        )}
      </>
    ),
  },
  {
    title: "谁调整",
    width: 140,
    render: (_, one) => (
      <>
        {one.asked_by}
        <div className="aux">{formatMoment(one.asked_at)}</div>
      </>
    ),
  },
  {
    title: "",
    width: 130,
    fixed: "right",
    render: (_, one) => <DecideAdjustment adjustment={one} />,
  },
];

/** Yes or no to a correction that waits for a second person. */
function DecideAdjustment({ adjustment }: { adjustment: StaffAdjustment }) {
  const [confirm, setConfirm] = useState<boolean | null>(null);
  const close = () => setConfirm(null);
  const decide = useDecideAdjustment(adjustment.id, close);
  const may = useMay("payout_large");
  if (!may || adjustment.status !== "waiting") return null;
  const { amount_fen, distributor, asked_by, reason } = adjustment;
  return (
    <Space>
      <Button size="small" type="primary" onClick={() => setConfirm(true)}>确认</Button>
      <Button size="small" onClick={() => setConfirm(false)}>撤销</Button>
      {confirm !== null && (
        <Decision
          title={confirm ? "确认余额调整" : "撤销余额调整"}
          consequences={[
            `${asked_by ?? "有人"} 要把 ${distributor} 的余额${amount_fen > 0 ? "增加" : "减少"} ${
              formatFen(Math.abs(amount_fen))
            }：${reason}`,
            confirm ? "确认后马上入账，他会收到消息；提交的人不能自己确认。" : "撤销后余额不变。",
          ]}
          okText={confirm ? `确认 ${signed(amount_fen)}` : "撤销"}
          isDanger={!confirm}
          command={{ ...decide, run: (reason) => decide.run({ confirm, reason }) }}
          onClose={close}
        />
      )}
    </Space>
  );
}
