import { Button, Form, Switch } from "antd";
import { useState } from "react";
import type { RiskPreview, RiskRule } from "@/contracts/staff/risk_rules.ts";
import { CountInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { tryRule, useSaveRule } from "./queries.ts";
import { Tried } from "./Tried.tsx";

interface Values {
  is_on: boolean;
  weight: number;
  thresholds?: Record<string, number>;
  reason: string;
}

/** A rule's switch, weight and thresholds, to be tried over the last 90 days before it is saved. */
export function RuleForm({ rule, onClose }: { rule: RiskRule; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const save = useSaveRule(rule.rule, onClose);
  const [tried, setTried] = useState<RiskPreview | "failed">();
  const isTrying = typeof tried === "object" && !tried.is_done;
  const attempt = async () => {
    const { weight, thresholds = {} } = form.getFieldsValue();
    await tryRule(rule.rule, { weight, thresholds }, setTried).catch(() => setTried("failed"));
  };
  return (
    <FormDialog
      title={`设置规则 · ${rule.title}`}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{
        is_on: rule.is_on,
        weight: rule.weight,
        thresholds: Object.fromEntries(rule.thresholds.map(({ name, value }) => [name, value])),
      }}
      onFinish={({ thresholds = {}, ...values }) => save.run({ ...values, thresholds })}
      onClose={onClose}
    >
      <p className="aux">{rule.words}</p>
      <Form.Item name="is_on" label="打开" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item
        name="weight"
        label="分量"
        rules={[{ required: true, message: "请填写分量" }]}
      >
        <CountInput unit="分" min={1} max={100} />
      </Form.Item>
      {rule.thresholds.map(({ name, words, suffix, min, max }) => (
        <Form.Item
          key={name}
          name={["thresholds", name]}
          label={words}
          rules={[{ required: true, message: `${words}为 ${min} 到 ${max}` }]}
        >
          <CountInput unit={suffix} min={min} max={max} />
        </Form.Item>
      ))}
      <Form.Item label="过去 90 天会发现什么">
        <Button loading={isTrying} onClick={() => void attempt()}>试算</Button>
        {tried && <Tried tried={tried} />}
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
