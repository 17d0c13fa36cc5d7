import { Input } from "antd";
import { shopTime } from "../../lib/clock.ts";

/** Without it a year may be typed with six digits. */
const latest_moment = "9999-12-31T23:59";

/** A form gives all of these. */
interface Props {
  id?: string;
  /** ISO 8601; null: none. */
  value?: string | null;
  onChange?(value: string | null): void;
}

/** A moment to the minute, in the shop's time wherever the computer is. */
export function MomentInput({ id, value, onChange }: Props) {
  const at = value ? Date.parse(value) : NaN; // what was kept in the browser may be no moment
  return (
    <Input
      {...(id ? { id } : {})}
      type="datetime-local"
      max={latest_moment}
      value={Number.isFinite(at) ? shopTime(at).toISOString().slice(0, 16) : ""}
      onChange={({ target }) => onChange?.(target.value ? `${target.value}:00+08:00` : null)}
    />
  );
}
