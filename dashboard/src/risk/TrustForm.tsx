import { Form, Select } from "antd";
import { DistributorPicker } from "../distributors/DistributorPicker.tsx";
import type { RiskRule } from "@/contracts/staff/risk_rules.ts";
import { today } from "../lib/clock.ts";
import { CountInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useTrust } from "./queries.ts";

interface Values {
  distributor: string;
  rules: string[];
  days: number;
  reason: string;
}

/** Named rules pass a distributor by for so many days. */
export function TrustForm({ rules, onClose }: { rules: readonly RiskRule[]; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const trust = useTrust(onClose);
  return (
    <FormDialog
      title="加入信任名单"
      okText="加入"
      isBusy={trust.isBusy}
      form={form}
      initialValues={{ days: 90 }}
      onFinish={({ days, ...values }) => trust.run({ ...values, until: dayIn(days) })}
      onClose={onClose}
    >
      <Form.Item
        name="distributor"
        label="推广员"
        rules={[{ required: true, message: "请选择推广员" }]}
      >
        <DistributorPicker except="" />
      </Form.Item>
      <Form.Item
        name="rules"
        label="不看的规则"
        rules={[{ required: true, message: "请选择规则" }]}
      >
        <Select
          mode="multiple"
          options={rules.map(({ rule, title }) => ({ value: rule, label: title }))}
        />
      </Form.Item>
      <Form.Item name="days" label="多久" rules={[{ required: true, message: "请填写天数" }]}>
        <CountInput unit="天" min={1} max={366} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}

function dayIn(days: number): string {
  return new Date(Date.parse(`${today()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(
    0,
    10,
  );
}
