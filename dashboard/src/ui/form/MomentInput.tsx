import { Input } from "antd";
import { shopTime } from "../../lib/clock.ts";

interface Props {
  id: string;
  /** ISO 8601; null: none. */
  value: string | null;
  onChange(value: string | null): void;
}

/** A moment to the minute, in the shop's time wherever the computer is. */
export function MomentInput({ id, value, onChange }: Props) {
  return (
    <Input
      id={id}
      type="datetime-local"
      value={value ? shopTime(Date.parse(value)).toISOString().slice(0, 16) : ""}
      onChange={({ target }) => onChange(target.value ? `${target.value}:00+08:00` : null)}
    />
  );
}
