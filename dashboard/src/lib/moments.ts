import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

/** The shop's time, wherever the merchant sits. */
const shop_zone = "Asia/Shanghai";

/** A moment: 11月22日 14:05, with the year when it is another one. */
export function formatMoment(at: string): string {
  const moment = dayjs(at).tz(shop_zone);
  const this_year = moment.year() === dayjs().tz(shop_zone).year();
  return moment.format(this_year ? "M月D日 HH:mm" : "YYYY年M月D日 HH:mm");
}

/** The shop's calendar day so many days from today, 2026-11-22. */
export function shopDay(days: number): string {
  return dayjs().tz(shop_zone).add(days, "day").format("YYYY-MM-DD");
}
