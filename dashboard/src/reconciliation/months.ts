/** `2026-03` so many months later. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year!, number! - 1 + by, 1)).toISOString().slice(0, 7);
}

/** 2026年3月 */
export function monthWords(month: string): string {
  const [year, number] = month.split("-").map(Number);
  return `${year}年${number}月`;
}

/** 3月1日 of `2026-03-01`. */
export function dayWords(day: string): string {
  const [, month, number] = day.split("-").map(Number);
  return `${month}月${number}日`;
}
