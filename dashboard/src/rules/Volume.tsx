import { PlusOutlined } from "@ant-design/icons";
import { Button, Form, Radio } from "antd";
import type { VolumeMode } from "@/contracts/rules.ts";
import { rule_bounds, type RuleSetForm, type VolumeStep } from "@/contracts/staff/rules.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { MoneyInput, RateInput } from "../ui/form/numbers.tsx";
import { stepsProblem } from "./typed.ts";
import { volume_words } from "./words.ts";

interface Props {
  form: RuleSetForm;
  isDisabled: boolean;
  onChange(some: Partial<RuleSetForm>): void;
}

const blank: VolumeStep = { from_fen: 1_000_000, bps: 100 };

/** What a month's volume adds to level 1: how it counts, and its steps. */
export function Volume({ form, isDisabled, onChange }: Props) {
  const { volume_mode, volume_steps: steps } = form;
  const problem = stepsProblem(steps);

  function choose(mode: VolumeMode | null) {
    const begun = steps.length > 0 ? steps : [blank];
    onChange({ volume_mode: mode, volume_steps: mode === null ? [] : begun });
  }

  /** Without a step left there is no volume to pay by. */
  const set = (next: VolumeStep[]) =>
    onChange({ volume_steps: next, ...(next.length === 0 ? { volume_mode: null } : {}) });

  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>按月销量的阶梯</h2>
          <span className="aux">推广员一个月里一级订单的实付货款，减去退款；只加在一级上</span>
        </div>
      </div>
      <Form layout="vertical" disabled={isDisabled}>
        <Form.Item>
          <Radio.Group
            aria-label="怎么算阶梯"
            className="rules-modes"
            value={volume_mode ?? "none"}
            onChange={({ target }) => choose(target.value === "none" ? null : target.value)}
            options={[
              { value: "none", label: "不用阶梯" },
              ...Object.entries(volume_words).map(([value, { name, about }]) => ({
                value,
                label: (
                  <>
                    {name} <span className="aux">{about}</span>
                  </>
                ),
              })),
            ]}
          />
        </Form.Item>
        {steps.map((step, at) => (
          <StepRow
            key={at}
            at={at}
            step={step}
            isDisabled={isDisabled}
            onChange={(next) => set(steps.map((one, n) => n === at ? next : one))}
            onRemove={() => set(steps.filter((_, n) => n !== at))}
          />
        ))}
        {problem && <div className="wrong" role="alert">{problem}</div>}
        {volume_mode && !isDisabled && steps.length < rule_bounds.steps && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => set([...steps, after(steps)])}
          >
            加一级
          </Button>
        )}
      </Form>
    </section>
  );
}

/** The next step: twice the volume, one percent more. */
function after(steps: readonly VolumeStep[]): VolumeStep {
  const last = steps.at(-1);
  return last ? { from_fen: last.from_fen * 2, bps: last.bps + 100 } : blank;
}

interface StepProps {
  at: number;
  step: VolumeStep;
  isDisabled: boolean;
  onChange(step: VolumeStep): void;
  onRemove(): void;
}

function StepRow({ at, step, isDisabled, onChange, onRemove }: StepProps) {
  return (
    <div className="rules-step">
      <span>当月满</span>
      <MoneyInput
        label={`第 ${at + 1} 级从多少起`}
        value={yuanOf(step.from_fen)}
        onChange={(typed) => onChange({ ...step, from_fen: fenOf(typed) ?? 0 })}
      />
      <span>加</span>
      <RateInput
        label={`第 ${at + 1} 级加多少`}
        value={yuanOf(step.bps)}
        onChange={(typed) => onChange({ ...step, bps: fenOf(typed) ?? 0 })}
      />
      {!isDisabled && (
        <Button type="link" danger aria-label={`移除第 ${at + 1} 级`} onClick={onRemove}>
          移除
        </Button>
      )}
    </div>
  );
}
