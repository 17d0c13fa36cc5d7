import { Form, Input, Select } from "antd";
import { rule_bounds, type SetExtra } from "@/contracts/staff/rules.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { RateInput } from "../ui/form/numbers.tsx";
import type { Row } from "./rows.ts";
import { placeKey } from "./set.ts";
import { extraIn, intervalProblem, rateProblem, type TypedExtra, typedExtra } from "./typed.ts";

interface Props {
  /** Undefined: a new one. */
  extra: SetExtra | undefined;
  rows: readonly Row[];
  onPut(extra: SetExtra): void;
  onClose(): void;
}

const blank: TypedExtra = { name: "", place: "shop", rate: null, starts_at: null, ends_at: null };
const needed = (message: string) => ({ required: true, message });

/** An extra: its name, its place, what it adds, and when. */
export function ExtraForm({ extra, rows, onPut, onClose }: Props) {
  const [form] = Form.useForm<TypedExtra>();

  function finish(typed: TypedExtra) {
    const place = rows.find(({ key }) => key === typed.place) ?? extra;
    if (!place) return;
    onPut(extraIn(place, typed));
    onClose();
  }

  return (
    <FormDialog
      title={extra ? `修改加佣 · ${extra.name}` : "加一个加佣"}
      okText="放进草稿"
      isBusy={false}
      form={form}
      initialValues={extra ? typedExtra(extra, placeKey(extra)) : blank}
      onFinish={finish}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label="名称"
        extra="推广员在佣金明细里看得到"
        rules={[{ required: true, whitespace: true, message: "请填写名称" }]}
      >
        <Input maxLength={20} showCount />
      </Form.Item>
      <Form.Item
        name="place"
        label="范围"
        extra="要给一个商品加，先在费率表里“加商品”"
        rules={[needed("请选择范围")]}
      >
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={rows.map(({ key, name, depth }) => ({
            value: key,
            label: "　".repeat(depth) + name,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="rate"
        label="加多少"
        rules={[{
          validator: (_, typed: string | null) => {
            const problem = rateProblem(typed, rule_bounds.cap_bps);
            return problem ? Promise.reject(new Error(problem)) : Promise.resolve();
          },
        }]}
      >
        <RateInput />
      </Form.Item>
      <div className="rules-bounds">
        <Form.Item name="starts_at" label="开始" rules={[needed("请选择开始的时间")]}>
          <MomentInput />
        </Form.Item>
        <Form.Item
          name="ends_at"
          label="结束"
          dependencies={["starts_at"]}
          rules={[needed("请选择结束的时间"), ({ getFieldValue }) => ({
            validator: (_, ends_at: string | null) => {
              const problem = intervalProblem(getFieldValue("starts_at"), ends_at);
              return problem ? Promise.reject(new Error(problem)) : Promise.resolve();
            },
          })]}
        >
          <MomentInput />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
