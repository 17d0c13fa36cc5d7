import { mallNow, shopTime } from "./clock.ts";

/** A moment in the shop's time: 11月22日 14:05, with the year when it is another one. */
export function formatMoment(at: string): string {
  const moment = shopTime(Date.parse(at));
  const [hour, minute] = [moment.getUTCHours(), moment.getUTCMinutes()].map(twoDigits);
  return `${formatDay(at)} ${hour}:${minute}`;
}

/** The day of a moment in the shop's time: 11月22日, with the year when it is another one. */
export function formatDay(at: string): string {
  const moment = shopTime(Date.parse(at));
  const day = `${moment.getUTCMonth() + 1}月${moment.getUTCDate()}日`;
  const year = moment.getUTCFullYear();
  return year === shopTime(mallNow()).getUTCFullYear() ? day : `${year}年${day}`;
}

const twoDigits = (count: number) => String(count).padStart(2, "0");
