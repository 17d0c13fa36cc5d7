import { now } from "./clock";

/** The mall's days and hours are those of Shanghai, wherever the phone is; there is no summer time. */
const shanghai_ms = 8 * 3_600_000;
const inShanghai = (at: number) => new Date(at + shanghai_ms);
const two = (n: number) => (n < 10 ? `0${n}` : String(n));

/** A moment as people say it: within an hour 12分钟前, this year 11月22日 14:05, else with the year. */
export function moment(at: string, at_present = now()): string {
  const minutes = Math.floor((at_present - Date.parse(at)) / 60_000);
  if (minutes >= 0 && minutes < 1) return "刚刚";
  if (minutes >= 0 && minutes < 60) return `${minutes}分钟前`;
  const then = inShanghai(Date.parse(at));
  return `${day(at, at_present)} ${two(then.getUTCHours())}:${two(then.getUTCMinutes())}`;
}

/** The day alone: 11月22日, or 2025年11月22日. */
export function day(at: string, at_present = now()): string {
  const then = inShanghai(Date.parse(at));
  const year = then.getUTCFullYear();
  const text = `${then.getUTCMonth() + 1}月${then.getUTCDate()}日`;
  return year === inShanghai(at_present).getUTCFullYear() ? text : `${year}年${text}`;
}
