/** What a waybill number may be; `private.waybill` in SQL says the same, a test compares. */
export const waybill_rule = /^[A-Z0-9]{6,32}$/;

export const waybill_hint = "快递单号是 6 到 32 位字母和数字，请照面单填写";

/** A number as it was typed or pasted, in its one form: no spaces, no invisible marks, capitals. */
export function cleanWaybill(typed: string): string {
  return typed.replaceAll(/[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "").toUpperCase();
}

/** Numbers that tell their carrier, by WeChat's id of it. Others, of 12 digits say, are used by several. */
const patterns: readonly [RegExp, string][] = [
  [/^SF\d{12,13}$/, "SF"],
  [/^YT\d{13}$/, "YTO"],
  [/^JT\d{13}$/, "JTSD"],
  [/^JD[A-Z0-9]{11,16}$/, "JD"],
  [/^DPK\d{12}$/, "DBL"],
  [/^KY\d{11,13}$/, "KYSY"],
  [/^7[3-9]\d{12}$/, "ZTO"],
  [/^77\d{13}$/, "STO"],
  [/^[34]\d{14}$/, "YD"],
  [/^E[A-Z]\d{9}CN$/, "EMS"],
  [/^1[0-3]\d{11}$/, "EMS"],
  [/^9[6-9]\d{11}$/, "YZPY"],
];

/** The carrier that a waybill number is likely of, null where its form does not tell. */
export function guessCarrier(tracking_no: string): string | null {
  const clean = cleanWaybill(tracking_no);
  return patterns.find(([pattern]) => pattern.test(clean))?.[1] ?? null;
}
