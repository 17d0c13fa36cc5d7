import { Form, Radio } from "antd";
import { rule_bounds, type RuleSetForm } from "@/contracts/staff/rules.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { RateInput } from "../ui/form/numbers.tsx";
import { levels_words } from "./words.ts";

interface Props {
  form: RuleSetForm;
  isDisabled: boolean;
  onChange(some: Partial<RuleSetForm>): void;
}

/** How many levels are paid, and what all parts together may take of what was paid. */
export function Basics({ form, isDisabled, onChange }: Props) {
  return (
    <Form layout="vertical" className="rules-basics" disabled={isDisabled}>
      <Form.Item label="层级" htmlFor="rules-levels">
        <Radio.Group
          id="rules-levels"
          value={form.levels}
          onChange={({ target }) => onChange({ levels: target.value })}
          options={[1, 2].map((value) => ({ value, label: levels_words[value] }))}
        />
      </Form.Item>
      <Form.Item
        label="上限"
        htmlFor="rules-cap"
        extra="一笔里各部分加起来最多占实付的比例；超出的先从阶梯、加佣、二级里减"
      >
        <RateInput
          id="rules-cap"
          max={String(rule_bounds.cap_bps / 100)}
          value={yuanOf(form.cap_bps)}
          onChange={(typed) => {
            const cap_bps = fenOf(typed);
            if (cap_bps !== null && cap_bps !== form.cap_bps) onChange({ cap_bps });
          }}
        />
      </Form.Item>
    </Form>
  );
}
