import { Button, Form, Radio } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import { adjustment_most_fen } from "@/contracts/staff/adjustments.ts";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { useMay } from "../lib/staff.tsx";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { Decision } from "../ui/Decision.tsx";
import { MoneyInput } from "../ui/form/numbers.tsx";
import { useAdjustBalance } from "./queries.ts";

interface Typed {
  sign: 1 | -1;
  amount: string;
}

/** Add to a distributor's balance or take from it, with a reason that he reads. */
export function AdjustBalance({ distributor }: { distributor: StaffDistributor }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const adjust = useAdjustBalance(distributor.id, close);
  if (!useMay("payout") || distributor.approved_at === null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>调整余额</Button>
      {isOpen && (
        <Decision<Typed>
          title={`调整余额 · ${distributor.label}`}
          consequences={[
            `现在可提现 ${
              formatFen(distributor.available_fen)
            }，调整后马上变化，他会收到消息并看到原因。`,
            "超过大额线的，由另一位店主或财务确认后才入账；一天里多次调整合起来算。",
            "减到零以下时提现关闭，以后的佣金先补足。",
          ]}
          okText="调整余额"
          command={{
            ...adjust,
            run: (reason, { sign, amount }) =>
              adjust.run({ amount_fen: (sign ?? 1) * fenOf(amount)!, reason }),
          }}
          onClose={close}
        >
          <Form.Item name="sign" label="怎样调整" initialValue={1}>
            <Radio.Group options={[{ value: 1, label: "增加" }, { value: -1, label: "减少" }]} />
          </Form.Item>
          <Form.Item
            name="amount"
            label="金额"
            rules={[{ validator: (_, typed) => checkAmount(typed) }]}
          >
            <MoneyInput max={yuanOf(adjustment_most_fen)} />
          </Form.Item>
        </Decision>
      )}
    </>
  );
}

function checkAmount(typed: string | null | undefined): Promise<void> {
  return (fenOf(typed) ?? 0) > 0 ? Promise.resolve() : Promise.reject(new Error("请填写金额"));
}
