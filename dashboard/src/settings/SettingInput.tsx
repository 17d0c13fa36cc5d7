import { Input, Radio } from "antd";
import { CountInput, MoneyInput, RateInput } from "../ui/form/numbers.tsx";
import type { Field } from "./field.ts";

interface Props {
  field: Field;
  /** The form's item gives these. */
  id?: string;
  value?: string | number | boolean | null;
  onChange?(value: unknown): void;
}

/** The input that fits a setting. */
export function SettingInput({ field, id, value, onChange }: Props) {
  const item = { id, onChange };
  const text = typeof value === "string" ? value : null;
  switch (field.kind) {
    case "count":
      return <CountInput {...item} value={value as number} unit={field.unit} isWide />;
    case "money":
      return <MoneyInput {...item} value={text} placeholder={field.empty} />;
    case "rate":
      return <RateInput {...item} value={text} />;
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
