import type { Setting, Settings } from "@/contracts/settings/setting.ts";
import type { ShopSettings } from "@/contracts/staff/settings.ts";
import type { WithdrawalRule } from "@/contracts/staff/withdrawals.ts";

/** The switches of a shop by name; those of withdrawals stand one level deeper in ShopSettings. */
export type SettingName = Exclude<keyof ShopSettings, "withdrawal"> | keyof WithdrawalRule;

/** A setting that the generic form writes. */
export type Field = Exclude<Setting, { kind: "own" }> & { name: SettingName };

/** The fields of a group of switches. */
export function fieldsOf(settings: Settings): Field[] {
  return Object.entries(settings).map(([name, setting]) => ({ ...setting, name }) as Field);
}
