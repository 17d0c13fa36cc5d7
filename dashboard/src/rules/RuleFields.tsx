import { Button, Form, Radio } from "antd";
import { useState } from "react";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { CountInput, MoneyInput, RateInput } from "../ui/form/numbers.tsx";
import { intervalProblem, rateProblem, sumProblem, type TypedRule } from "./typed.ts";

interface Props {
  /** Its place in the list. */
  at: number;
  isOnly: boolean;
  onRemove(): void;
}

const kinds = [
  { value: "rate", label: "按比例" },
  { value: "fixed", label: "每件固定" },
  { value: "none", label: "不给" },
];

const judgedBy = (problem: (typed: string | null) => string | undefined) => ({
  validator: (_: unknown, typed: string | null) => {
    const found = problem(typed);
    return found ? Promise.reject(new Error(found)) : Promise.resolve();
  },
});

/** One rule of a cell. */
export function RuleFields({ at, isOnly, onRemove }: Props) {
  const form = Form.useFormInstance();
  const path = (name: keyof TypedRule) => ["rules", at, name];
  const kind: TypedRule["kind"] = Form.useWatch(path("kind"), form) ?? "rate";
  const [isBound, setBound] = useState(() => {
    const { starts_at, ends_at, priority } = form.getFieldValue(["rules", at]) as TypedRule;
    return Boolean(starts_at || ends_at || priority);
  });
  return (
    <section className="rules-rule">
      {!isOnly && (
        <h3 className="rules-rule-title">
          第 {at + 1} 条
          <Button type="link" danger size="small" onClick={onRemove}>移除第 {at + 1} 条</Button>
        </h3>
      )}
      <Form.Item name={[at, "kind"]} label="怎么给">
        <Radio.Group options={kinds} />
      </Form.Item>
      {kind === "rate" && (
        <Form.Item
          name={[at, "rate"]}
          label="比例"
          rules={[judgedBy((typed) => rateProblem(typed, 10_000))]}
        >
          <RateInput />
        </Form.Item>
      )}
      {kind === "fixed" && (
        <Form.Item name={[at, "fixed"]} label="每件" rules={[judgedBy(sumProblem)]}>
          <MoneyInput />
        </Form.Item>
      )}
      {isBound
        ? (
          <div className="rules-bounds">
            <Form.Item name={[at, "starts_at"]} label="开始" extra="空着：一直">
              <MomentInput />
            </Form.Item>
            <Form.Item
              name={[at, "ends_at"]}
              label="结束"
              extra="空着：不结束"
              dependencies={[path("starts_at")]}
              rules={[judgedBy((ends_at) =>
                intervalProblem(form.getFieldValue(path("starts_at")), ends_at)
              )]}
            >
              <MomentInput />
            </Form.Item>
            <Form.Item name={[at, "priority"]} label="优先级" extra="同时生效时，大的算数">
              <CountInput unit="" min={0} max={99} isWide />
            </Form.Item>
          </div>
        )
        : (
          <Button
            type="link"
            size="small"
            onClick={() => setBound(true)}
          >
            只在一段时间里，或定优先级
          </Button>
        )}
    </section>
  );
}
