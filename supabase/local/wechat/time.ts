/** Beijing time as WeChat writes it, `2018-06-08T10:34:56+08:00`; from milliseconds. */
export function beijingTime(at_ms: number): string {
  return new Date(at_ms + 8 * 3_600_000).toISOString().slice(0, 19) + "+08:00";
}

/** The same moment as fourteen digits, `20180608103456`, as they stand in WeChat's numbers. */
export function beijingDigits(at_ms: number): string {
  return beijingTime(at_ms).slice(0, 19).replaceAll(/\D/g, "");
}

/** Whole Unix seconds. */
export function unixSeconds(at_ms: number): number {
  return Math.floor(at_ms / 1000);
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds of an RFC 3339 time with offset, or NaN. */
export function parseTime(text: string): number {
  return rfc3339.test(text) ? Date.parse(text) : NaN;
}

export const minute_ms = 60_000;
export const hour_ms = 60 * minute_ms;
export const day_ms = 24 * hour_ms;
