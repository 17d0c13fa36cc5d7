import { Button, Form, Radio } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import { effects } from "@/contracts/settings/setting.ts";
import { formatBps } from "@/contracts/format.ts";
import type { CommissionRulePeriod, CommissionRules } from "@/contracts/staff/commissions.ts";
import { showRefusal } from "../lib/field_problems.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { yuanOf } from "../lib/yuan.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { RateInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useCommissionRule, useSaveCommissionRule } from "./queries.ts";
import { ruleOf, ruleProblem, type TypedRule } from "./rule.ts";
import { SettingNote } from "./SettingNote.tsx";
import { SettingPanel } from "./SettingPanel.tsx";

const group = setting_groups.commission;

const levelsWords = (levels: number) =>
  group.settings.levels.choices.find(({ value }) => value === levels)?.label;

/** The rates in force, and those before them. */
export function RulePanel() {
  return <Loaded query={useCommissionRule()}>{(rules) => <Rules rules={rules} />}</Loaded>;
}

function Rules({ rules: { current, earlier } }: { rules: CommissionRules }) {
  return (
    <>
      <SettingPanel
        group={group}
        about={`${formatMoment(current.valid_from)} 起；${group.about}`}
        values={{
          level1_bps: formatBps(current.level1_bps),
          level2_bps: formatBps(current.level2_bps),
          cap_bps: formatBps(current.cap_bps),
          levels: levelsWords(current.levels),
        }}
        action={
          <>
            <Link to="/commissions/rules">按分类、商品和等级设</Link>
            <ChangeRule text="修改" />
          </>
        }
      />
      <section className="panel">
        <div className="panel-head">
          <h2>以前的规则</h2>
        </div>
        {earlier.length === 0
          ? <span className="aux">佣金规则还没有改过</span>
          : <PlainTable rows={earlier} keyOf={({ id }) => id} columns={columns} />}
      </section>
    </>
  );
}

/** A way to change the rates in force. */
export function ChangeRule({ text = "修改佣金规则" }: { text?: string }) {
  const [isOpen, setOpen] = useState(false);
  const current = useCommissionRule().data?.current;
  if (!useMay("rules") || !current) return null;
  return (
    <>
      <Button aria-label="修改佣金规则" onClick={() => setOpen(true)}>{text}</Button>
      {isOpen && <EditRule rule={current} onClose={() => setOpen(false)} />}
    </>
  );
}

const columns: PlainColumn<CommissionRulePeriod>[] = [
  { title: "起", cell: ({ valid_from }) => formatMoment(valid_from) },
  { title: "止", cell: ({ valid_to }) => valid_to ? formatMoment(valid_to) : "–" },
  { title: "一级", isFigure: true, cell: ({ level1_bps }) => formatBps(level1_bps) },
  { title: "二级", isFigure: true, cell: ({ level2_bps }) => formatBps(level2_bps) },
  { title: group.settings.levels.label, cell: ({ levels }) => levelsWords(levels) },
  { title: "上限", isFigure: true, cell: ({ cap_bps }) => formatBps(cap_bps) },
  { title: "谁", cell: ({ by }) => by ?? "开店时" },
  { title: "原因", cell: ({ reason }) => reason ?? "–" },
];

const fields = [
  { name: "level1", label: group.settings.level1_bps.label },
  { name: "level2", label: group.settings.level2_bps.label },
  { name: "cap", label: group.settings.cap_bps.label },
] as const;

/** `level1_bps` is typed in percent, as `level1`. */
const placeOfRate = (name: string) => [name.replace(/_bps$/, "")];

function EditRule({ rule, onClose }: { rule: CommissionRulePeriod; onClose: () => void }) {
  const [form] = Form.useForm<TypedRule & { reason: string }>();
  const save = useSaveCommissionRule(
    onClose,
    (problem) => showRefusal(form, problem, Object.keys(group.settings), placeOfRate),
  );
  return (
    <FormDialog
      title="修改佣金规则"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{
        level1: yuanOf(rule.level1_bps),
        level2: yuanOf(rule.level2_bps),
        cap: yuanOf(rule.cap_bps),
        levels: rule.levels,
      }}
      onFinish={({ reason, ...typed }) => save.run({ rule: ruleOf(typed)!, reason: reason.trim() })}
      onClose={onClose}
    >
      <SettingNote note={group.settings.levels.note} />
      <Form.Item name="levels" label={group.settings.levels.label}>
        <Radio.Group
          options={group.settings.levels.choices.map(({ value, label }) => ({ value, label }))}
        />
      </Form.Item>
      {fields.map(({ name, label }) => (
        <Form.Item
          key={name}
          name={name}
          label={label}
          dependencies={fields.map((field) => field.name).filter((other) => other !== name)}
          rules={[({ getFieldsValue }) => ({
            validator: () => {
              const problem = ruleProblem(getFieldsValue() as TypedRule, name);
              return problem ? Promise.reject(new Error(problem)) : Promise.resolve();
            },
          })]}
        >
          <RateInput />
        </Form.Item>
      ))}
      <p className="aux">{effects[group.settings.level1_bps.effect]}已经下的订单不变。</p>
      <ReasonItem />
    </FormDialog>
  );
}
