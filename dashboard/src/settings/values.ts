import { formatBps, formatFen } from "@/contracts/format.ts";
import { effects, type Setting } from "@/contracts/settings/setting.ts";
import { withdrawal_settings } from "@/contracts/settings/withdrawals.ts";
import type { ShopSettings } from "@/contracts/staff/settings.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import type { Field, SettingName } from "./field.ts";

export type Value = string | number | boolean | null;
/** What stands in the form's fields, by setting. */
export type Typed = Partial<Record<SettingName, Value | undefined>>;

const isOfWithdrawals = (name: string) => name in withdrawal_settings;

/** A setting as it is now. */
export function valueOf(settings: ShopSettings, name: SettingName): Value {
  const place = isOfWithdrawals(name) ? settings.withdrawal : settings;
  return (place as Record<string, Value | undefined>)[name] ?? null;
}

/** A value as people read it. */
export function wordsOf(field: Setting, value: Value): string {
  switch (field.kind) {
    case "money":
      return value === null ? field.empty ?? "没有" : formatFen(Number(value));
    case "rate":
      return Number(value) === 0 ? "没有" : formatBps(Number(value));
    case "count":
      return `${value} ${field.unit}`;
    case "switch":
      return value ? "是" : "否";
    case "choice":
      return field.choices.find((choice) => choice.value === value)?.label ?? "其他";
    case "text":
      return String(value ?? "") || field.empty || "没有";
    case "own":
      return String(value ?? "没有");
  }
}

/** A value as its field in the form holds it. */
export function typedOf(field: Field, value: Value): Value {
  if (field.kind !== "money" && field.kind !== "rate") return value;
  return value === null ? null : yuanOf(Number(value));
}

/** What was typed as a value; undefined where it is none. */
export function readTyped(field: Field, typed: Value | undefined): Value | undefined {
  const isEmpty = typed === undefined || typed === null || typed === "";
  switch (field.kind) {
    case "money":
      if (isEmpty) return field.empty === undefined ? undefined : null;
      return between(fenOf(String(typed)), field.min_fen, field.max_fen);
    case "rate":
      return isEmpty ? undefined : between(fenOf(String(typed)), 0, field.max_bps);
    case "count":
      return typeof typed === "number" && Number.isInteger(typed)
        ? between(typed, field.min, field.max)
        : undefined;
    case "text": {
      const text = String(typed ?? "").trim();
      if (text.length > field.max_length || field.wrong?.(text)) return undefined;
      return text || field.empty !== undefined ? text : undefined;
    }
    case "switch":
      return typed === true;
    case "choice":
      return field.choices.some(({ value }) => value === typed) ? typed : undefined;
  }
}

function between(value: number | null, min: number, max: number): number | undefined {
  return value !== null && value >= min && value <= max ? value : undefined;
}

/** Only what was changed, as it is sent; undefined where nothing was. */
export function changesOf(
  fields: readonly Field[],
  settings: ShopSettings,
  typed: Typed,
): Partial<ShopSettings> | undefined {
  const changes: Record<string, unknown> = {};
  const withdrawal: Record<string, unknown> = {};
  for (const { name, after } of changed(fields, settings, typed)) {
    (isOfWithdrawals(name) ? withdrawal : changes)[name] = after;
  }
  if (Object.keys(withdrawal).length > 0) changes["withdrawal"] = withdrawal;
  return Object.keys(changes).length > 0 ? changes as Partial<ShopSettings> : undefined;
}

/** What will be another one, a line each: 运费：¥8.00 → ¥10.00. */
export function summaryOf(
  fields: readonly Field[],
  settings: ShopSettings,
  typed: Typed,
): string[] {
  return changed(fields, settings, typed).map(({ field, before, after }) =>
    `${field.label}：${wordsOf(field, before)} → ${wordsOf(field, after)}`
  );
}

/** From when the changes count, each moment once. */
export function effectsOf(
  fields: readonly Field[],
  settings: ShopSettings,
  typed: Typed,
): string[] {
  return [
    ...new Set(changed(fields, settings, typed).map(({ field }) => effects[field.effect])),
  ];
}

function changed(fields: readonly Field[], settings: ShopSettings, typed: Typed) {
  return fields.flatMap((field) => {
    const before = valueOf(settings, field.name);
    const after = field.name in typed ? readTyped(field, typed[field.name]) : before;
    return after === undefined || after === before
      ? []
      : [{ field, name: field.name, before, after }];
  });
}
