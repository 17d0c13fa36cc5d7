import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Form } from "antd";
import { useState } from "react";
import type { SetRule } from "@/contracts/staff/rules.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import type { Names } from "./changes.ts";
import { tieOf } from "./deciding.ts";
import { RuleFields } from "./RuleFields.tsx";
import { type Cell, plainRule } from "./set.ts";
import { ruleIn, type TypedRule, typedRule } from "./typed.ts";
import { levelWords, payWords, tierWords } from "./words.ts";

interface Values {
  rules: TypedRule[];
}

interface Props {
  cell: Cell;
  names: Names;
  /** The rules that stand in this cell. */
  own: readonly SetRule[];
  /** What decides now, here or taken over. */
  decides: SetRule | undefined;
  onChange(rules: SetRule[]): void;
  onClose(): void;
}

/** All rules of a cell: a rate, a sum or nothing, always or for a time, or none at all to take over a wider one. */
export function CellForm({ cell, names, own, decides, onChange, onClose }: Props) {
  const [form] = Form.useForm<Values>();
  const [tie, setTie] = useState<[number, number]>();
  const begun = own.length > 0 ? own : [decides ?? { ...plainRule(cell), rate_bps: null }];
  const first = (rule: SetRule): TypedRule => ({
    ...typedRule(rule),
    ...(own.length > 0 ? {} : { starts_at: null, ends_at: null, priority: 0 }),
    ...(rule.rate_bps === null && rule.fixed_fen === null ? { kind: "rate" } : {}),
  });

  function finish({ rules }: Values) {
    const next = rules.map((typed) => ruleIn(cell, typed));
    const found = tieOf(next);
    setTie(found);
    if (found) return;
    onChange(next);
    onClose();
  }

  return (
    <FormDialog
      title={[names.place(cell), tierWords(cell.tier, names.tiers), levelWords(cell.level)].join(
        " · ",
      )}
      okText="放进草稿"
      isBusy={false}
      form={form}
      initialValues={{ rules: begun.map(first) }}
      onFinish={finish}
      onClose={onClose}
    >
      {own.length === 0 && decides && (
        <p className="aux">
          现在沿用{" "}
          {[names.place(decides), tierWords(decides.tier, names.tiers)].join(" · ")}：{payWords(
            decides,
          )}
        </p>
      )}
      <Form.List name="rules">
        {(rules, { add, remove }) => (
          <>
            {rules.map(({ key, name }) => (
              <RuleFields
                key={key}
                at={name}
                isOnly={rules.length === 1}
                onRemove={() => remove(name)}
              />
            ))}
            {rules.length === 0 && <p className="aux">这里没有规则，沿用更大范围的。</p>}
            {tie && (
              <Alert
                type="error"
                showIcon
                className="editor-note"
                title={`第 ${tie[0] + 1} 条和第 ${tie[1] + 1} 条会同时生效`}
                description="改开它们的时间，或给一条更高的优先级。"
              />
            )}
            <div className="rules-form-end">
              <Button
                icon={<PlusOutlined aria-hidden />}
                onClick={() => add({ ...typedRule(plainRule(cell)), kind: "rate", priority: 1 })}
              >
                加一条分时段的
              </Button>
              {own.length > 0 && (
                <Button
                  onClick={() => {
                    onChange([]);
                    onClose();
                  }}
                >
                  不单独设，沿用
                </Button>
              )}
            </div>
          </>
        )}
      </Form.List>
    </FormDialog>
  );
}
