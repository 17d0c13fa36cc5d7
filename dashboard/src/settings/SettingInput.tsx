import { Input, InputNumber, Radio } from "antd";
import type { Field } from "./fields.ts";

interface Props {
  field: Field;
  /** The form's item gives these. */
  id?: string;
  value?: string | number | boolean | null;
  onChange?(value: unknown): void;
}

/** The input that fits a setting. */
export function SettingInput({ field, id, value, onChange }: Props) {
  const text = typeof value === "string" ? value : null;
  switch (field.kind) {
    case "count":
      return (
        <InputNumber<number>
          id={id}
          className="wide"
          value={value as number}
          onChange={onChange}
          precision={0}
          suffix={field.unit}
        />
      );
    case "money":
      return (
        <InputNumber<string>
          id={id}
          className="wide"
          stringMode
          precision={2}
          prefix="¥"
          value={text}
          onChange={onChange}
          placeholder={field.empty}
        />
      );
    case "rate":
      return (
        <InputNumber<string>
          id={id}
          className="wide"
          stringMode
          precision={2}
          suffix="%"
          value={text}
          onChange={onChange}
        />
      );
    case "text":
      return (
        <Input
          id={id}
          value={text ?? ""}
          maxLength={field.max_length}
          onChange={({ target }) => onChange?.(target.value)}
        />
      );
    case "switch":
      return (
        <Radio.Group
          id={id}
          value={value === true}
          onChange={({ target }) => onChange?.(target.value)}
          options={[{ value: true, label: "是" }, { value: false, label: "否" }]}
        />
      );
    case "choice":
      return (
        <Radio.Group
          id={id}
          value={value}
          onChange={({ target }) => onChange?.(target.value)}
          options={[...field.choices]}
        />
      );
  }
}
