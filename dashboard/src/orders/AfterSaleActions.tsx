import { Button, Space } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { AfterSale } from "@/contracts/after_sales.ts";
import { after_sale_states } from "@/contracts/states.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useFinishExchange, useReceiveReturn, useReviewAfterSale } from "./queries.ts";

type Act = "approve" | "reject" | "receive" | "exchange";

/** The decisions that an after-sale waits for, each after saying what it does. */
export function AfterSaleActions({ afterSale }: { afterSale: AfterSale }) {
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const mayHandle = useMay("after_sale");
  const review = useReviewAfterSale(afterSale.id, close);
  const receive = useReceiveReturn(afterSale.id, close);
  const exchange = useFinishExchange(afterSale.id, close);
  if (!after_sale_states.rejectable.includes(afterSale.status)) return null;

  return (
    <Space wrap>
      {after_sale_states.approvable.includes(afterSale.status) && mayHandle && (
        <Button
          size="small"
          type="primary"
          onClick={() => setAct("approve")}
        >
          同意
        </Button>
      )}
      {afterSale.status === "returning" && mayHandle && (
        <Button
          size="small"
          type="primary"
          onClick={() => setAct("receive")}
        >
          收到退货
        </Button>
      )}
      {afterSale.status === "approved" && afterSale.kind === "exchange" && mayHandle && (
        <Button
          size="small"
          type="primary"
          onClick={() => setAct("exchange")}
        >
          换货已寄出
        </Button>
      )}
      {mayHandle && <Button size="small" onClick={() => setAct("reject")}>拒绝</Button>}
      {act === "approve" && (
        <Decision
          title="同意售后"
          consequences={approval(afterSale)}
          okText="同意"
          command={{ ...review, run: (reason) => review.run({ approve: true, reason }) }}
          onClose={close}
        />
      )}
      {act === "reject" && (
        <Decision
          title="拒绝售后"
          consequences={["售后单结束，不退款；买家会看到你填写的原因，可以再次申请。"]}
          okText="拒绝"
          isDanger
          command={{ ...review, run: (reason) => review.run({ approve: false, reason }) }}
          onClose={close}
        />
      )}
      {act === "receive" && (
        <Decision
          title="确认收到退货"
          consequences={[
            `${pieces(afterSale)} 件商品放回库存。`,
            `向买家原路退回 ${formatFen(afterSale.payable_fen)}，推广佣金按比例收回。`,
          ]}
          okText={`收货并退款 ${formatFen(afterSale.payable_fen)}`}
          command={receive}
          onClose={close}
        />
      )}
      {act === "exchange" && (
        <Decision
          title="换货已寄出"
          consequences={["售后单完成，不退款，推广佣金不变。"]}
          okText="完成换货"
          command={exchange}
          onClose={close}
        />
      )}
    </Space>
  );
}

function pieces(afterSale: AfterSale): number {
  return afterSale.lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What saying yes does depends on what was asked for. */
function approval(afterSale: AfterSale): string[] {
  if (afterSale.kind === "return_refund") {
    return [
      "买家会收到退货通知，收到退货后再退款。",
      `届时退回 ${formatFen(afterSale.payable_fen)}，在此之前相关佣金保持冻结。`,
    ];
  }
  if (afterSale.kind === "exchange") return ["等待换货寄出，不退款。"];
  return [
    `立即向买家原路退回 ${formatFen(afterSale.payable_fen)}（商品 ${
      formatFen(afterSale.goods_fen)
    }，运费 ${formatFen(afterSale.freight_fen)}）。`,
    "推广佣金按比例收回；已发出的商品不放回库存。",
  ];
}
