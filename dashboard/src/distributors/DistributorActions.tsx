import { Button, Space } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { MoveParent } from "./MoveParent.tsx";
import { type Decide, useDecide, useReviewDistributor } from "./queries.ts";

/** What staff may do with a distributor in the present state, each with a reason. */
export function DistributorActions({ distributor }: { distributor: StaffDistributor }) {
  const [act, setAct] = useState<Decide | "parent" | null>(null);
  const close = () => setAct(null);
  const decide = useDecide(distributor.id, close);
  if (!useMay("distributor")) return null;
  const { status } = distributor;

  if (status === "applied") return <ReviewActions distributor={distributor} />;
  if (status === "rejected") return null;
  return (
    <Space wrap>
      {status !== "expelled" && <Button onClick={() => setAct("parent")}>调整邀请人</Button>}
      {status === "approved" && <Button onClick={() => setAct("suspension")}>暂停推广</Button>}
      {status === "suspended" && (
        <Button type="primary" onClick={() => setAct("restoration")}>恢复推广</Button>
      )}
      {status !== "expelled" && (
        <Button danger onClick={() => setAct("expulsion")}>
          终止推广
        </Button>
      )}
      {act === "parent" && <MoveParent distributor={distributor} onClose={close} />}
      {act !== null && act !== "parent" && (
        <Decision
          {...explain(act, distributor)}
          command={{ ...decide, run: (reason) => decide.run({ act, reason }) }}
          onClose={close}
        />
      )}
    </Space>
  );
}

/** Yes or no to an application. */
export function ReviewActions(
  { distributor }: { distributor: Pick<StaffDistributor, "id" | "label"> },
) {
  const [approve, setApprove] = useState<boolean | null>(null);
  const close = () => setApprove(null);
  const review = useReviewDistributor(distributor.id, close);
  if (!useMay("distributor")) return null;
  return (
    <Space>
      <Button size="small" type="primary" onClick={() => setApprove(true)}>通过</Button>
      <Button size="small" onClick={() => setApprove(false)}>拒绝</Button>
      {approve !== null && (
        <Decision
          title={approve ? "通过申请" : "拒绝申请"}
          consequences={approve
            ? [
              `${distributor.label} 成为推广员，得到自己的推广码，可以分享商品赚取佣金。`,
              "邀请他的推广员成为他的邀请人；没有邀请时，取他现在归属的推广员。",
            ]
            : [`${distributor.label} 会看到你填写的原因，可以再次申请。`]}
          okText={approve ? "通过" : "拒绝"}
          isDanger={!approve}
          command={{ ...review, run: (reason) => review.run({ approve, reason }) }}
          onClose={close}
        />
      )}
    </Space>
  );
}

/** What each decision does, as one reads it before deciding. */
function explain(act: Decide, { label, pending_fen, held_fen, available_fen }: StaffDistributor) {
  const unsettled = formatFen(pending_fen + held_fen);
  switch (act) {
    case "suspension":
      return {
        title: `暂停推广 · ${label}`,
        consequences: [
          "新订单不再给他计佣金，他的客户保留，邀请人的二级佣金照常。",
          `未结算佣金 ${unsettled} 冻结，提现关闭，恢复后继续。`,
        ],
        okText: "暂停推广",
        isDanger: true,
      };
    case "restoration":
      return {
        title: `恢复推广 · ${label}`,
        consequences: [`重新开始计佣金，因暂停而冻结的佣金解冻，提现重新开放。`],
        okText: "恢复推广",
      };
    case "expulsion":
      return {
        title: `终止推广 · ${label}`,
        consequences: [
          "不再是推广员，不能恢复；他的客户解除归属。",
          `未结算佣金 ${unsettled} 冻结，由你逐笔解冻或作废。`,
          `可提现余额 ${formatFen(available_fen)} 仍然属于他。`,
        ],
        okText: "终止推广",
        isDanger: true,
      };
  }
}
