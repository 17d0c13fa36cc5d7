import { Alert, Button, Form, Input, Radio } from "antd";
import { useState } from "react";
import type { Tier, TierChanged } from "@/contracts/staff/tiers.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { CountInput, MoneyInput, RateInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import "./tiers.css";
import { useSaveTier } from "./queries.ts";
import { blank, tierOf, type TierValues, valuesOf } from "./values.ts";

interface Props {
  number: number;
  /** Left out: a new one. */
  tier?: Tier;
  onClose: () => void;
}

/** A tier, new above the others or changed on top of the version that was read. */
export function TierForm({ number, tier, onClose }: Props) {
  const [form] = Form.useForm<TierValues & { reason: string }>();
  const [on, setOn] = useState(tier);
  const save = useSaveTier(onClose, (problem) => {
    if (problem.code !== "TIER_CHANGED") return showFieldProblems(form, problem, "tier.");
    setOn((problem.details as unknown as TierChanged).tier);
    return true;
  });
  return (
    <FormDialog
      title={tier ? `修改等级 · ${tier.name}` : `添加第 ${number} 级`}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={tier ? valuesOf(tier) : blank}
      onFinish={({ reason, ...values }) =>
        save.run({ tier: tierOf(values, number, on?.version), reason })}
      onClose={onClose}
    >
      {on && on !== tier && (
        <Alert
          type="warning"
          showIcon
          title="这个等级刚刚被改过"
          description="再点保存，会用你填的覆盖它。"
          action={
            <Button size="small" onClick={() => form.setFieldsValue(valuesOf(on))}>
              换成现在的
            </Button>
          }
        />
      )}
      <Form.Item
        name="name"
        label="名称"
        rules={[{ required: true, whitespace: true, message: "请填写等级名称" }]}
        extra={number === 1 ? "通过审核就是这一级，没有条件，一直有效" : undefined}
      >
        <Input maxLength={10} showCount />
      </Form.Item>
      {number > 1 && <Conditions />}
      <ReasonItem />
    </FormDialog>
  );
}

/** What reaching and keeping it asks for. */
function Conditions() {
  return (
    <>
      <Form.Item name="needs" label="升级条件" extra="要比下一级更难；邀请人数不能作为条件">
        <Radio.Group
          options={[{ value: "all", label: "满足全部" }, { value: "any", label: "满足任意一条" }]}
        />
      </Form.Item>
      <div className="tier-fields">
        <Form.Item name="sales_fen" label="客户实付，扣除退款">
          <MoneyInput max="10000000000" placeholder="不要求" />
        </Form.Item>
        <Form.Item name="orders" label="成交订单">
          <CountInput unit="单" min={1} max={1_000_000} isWide />
        </Form.Item>
        <Form.Item name="buyers" label="成交客户">
          <CountInput unit="人" min={1} max={1_000_000} isWide />
        </Form.Item>
        <Form.Item name="within_days" label="统计最近" extra="留空表示从开始累计">
          <CountInput unit="天" min={1} max={3650} isWide />
        </Form.Item>
        <Form.Item name="valid_days" label="有效期" extra="留空表示长期有效">
          <CountInput unit="天" min={1} max={3650} isWide />
        </Form.Item>
        <Form.Item name="keep_bps" label="到期保级比例" extra="达不到降一级">
          <RateInput max="100" />
        </Form.Item>
      </div>
    </>
  );
}
