import { Form } from "antd";
import type { ShopSettings } from "@/contracts/staff/settings.ts";
import { formatFen } from "@/contracts/format.ts";
import { showRefusal } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import type { Field } from "./field.ts";
import { useSaveSettings } from "./queries.ts";
import { SettingInput } from "./SettingInput.tsx";
import { SettingNote } from "./SettingNote.tsx";
import {
  changesOf,
  effectsOf,
  readTyped,
  summaryOf,
  type Typed,
  typedOf,
  valueOf,
} from "./values.ts";

interface Props {
  title: string;
  fields: readonly Field[];
  settings: ShopSettings;
  onClose: () => void;
}

interface Values {
  typed: Typed;
  reason: string;
}

/** Changes some settings at once; what will be another one is said before it is saved. */
export function EditGroup({ title, fields, settings, onClose }: Props) {
  const [form] = Form.useForm<Values>();
  const typed: Typed = Form.useWatch("typed", form) ?? {};
  const save = useSaveSettings(
    onClose,
    (problem) =>
      showRefusal(form, problem, fields.map(({ name }) => name), (name) => ["typed", name]),
  );
  const summary = summaryOf(fields, settings, typed);
  const initial = Object.fromEntries(
    fields.map((field) => [field.name, typedOf(field, valueOf(settings, field.name))]),
  );

  function submit({ typed, reason }: Values) {
    const changes = changesOf(fields, settings, typed);
    if (changes) save.run({ settings: changes, reason: reason.trim() });
  }

  return (
    <FormDialog
      title={title}
      okText="保存"
      isDisabled={summary.length === 0}
      isBusy={save.isBusy}
      form={form}
      initialValues={{ typed: initial }}
      onFinish={submit}
      onClose={onClose}
    >
      {fields.map((field) => (
        <Form.Item
          key={field.name}
          name={["typed", field.name]}
          label={field.label}
          extra={field.about}
          rules={[{ validator: (_, value) => check(field, value) }]}
        >
          <SettingInput field={field} />
        </Form.Item>
      ))}
      {fields.map(({ name, note }) =>
        note && (
          <Form.Item key={name}>
            <SettingNote note={note} />
          </Form.Item>
        )
      )}
      <ReasonItem />
      {summary.length > 0 && (
        <Form.Item label="保存后">
          <ul className="consequences">
            {summary.map((line) => <li key={line}>{line}</li>)}
            {effectsOf(fields, settings, typed).map((line) => <li key={line}>{line}</li>)}
          </ul>
        </Form.Item>
      )}
    </FormDialog>
  );
}

function check(field: Field, value: Typed[keyof Typed]): Promise<void> {
  if (readTyped(field, value) !== undefined) return Promise.resolve();
  return Promise.reject(new Error(expected(field, value)));
}

/** What may be typed. */
function expected(field: Field, value: Typed[keyof Typed]): string {
  switch (field.kind) {
    case "count":
      return `请填写 ${field.min} 到 ${field.max} 的整数`;
    case "money":
      return `请填写 ${formatFen(field.min_fen)} 到 ${formatFen(field.max_fen)}，最多两位小数`;
    case "rate":
      return `请填写 0 到 ${field.max_bps / 100}，最多两位小数`;
    case "text":
      return field.wrong?.(String(value ?? "").trim()) ?? `请填写，最多 ${field.max_length} 个字`;
    default:
      return "请选择";
  }
}
