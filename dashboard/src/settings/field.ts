import type { ShopSettings } from "@/contracts/staff/settings.ts";
import type { Permission } from "@/contracts/staff/people.ts";
import type { WithdrawalRule } from "@/contracts/staff/withdrawals.ts";

/** Settings by name; those of withdrawals stand one level deeper in ShopSettings. */
export type SettingName = Exclude<keyof ShopSettings, "withdrawal"> | keyof WithdrawalRule;

interface Named {
  name: SettingName;
  label: string;
  /** What it does, in one sentence. */
  about: string;
  permission: Permission; // who may change it
}

/** How a setting is written and typed. Money is fen and rates are basis points; both are typed with two decimals. */
export type Field =
  & Named
  & (
    | { kind: "count"; unit: string; min: number; max: number }
    | { kind: "money"; min_fen: number; max_fen: number; empty?: string }
    | { kind: "rate"; max_bps: number }
    | { kind: "switch" }
    | { kind: "choice"; choices: readonly { value: string | number; label: string }[] }
    | { kind: "text"; max_length: number }
  );

export interface Group {
  key: string;
  title: string;
  about: string;
  fields: readonly Field[];
}

/** No order of a shop costs more. */
export const most_fen = 10_000_000_000;
