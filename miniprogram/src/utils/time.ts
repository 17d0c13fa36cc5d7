const two = (n: number) => (n < 10 ? `0${n}` : String(n));

/** A moment as people say it: within an hour 12分钟前, this year 11月22日 14:05, else with the year. */
export function moment(at: string, now = Date.now()): string {
  const then = new Date(at);
  const minutes = Math.floor((now - then.getTime()) / 60_000);
  if (minutes >= 0 && minutes < 1) return "刚刚";
  if (minutes >= 0 && minutes < 60) return `${minutes}分钟前`;
  return `${day(at, now)} ${two(then.getHours())}:${two(then.getMinutes())}`;
}

/** The day alone: 11月22日, or 2025年11月22日. */
export function day(at: string, now = Date.now()): string {
  const then = new Date(at);
  const year = then.getFullYear();
  const text = `${then.getMonth() + 1}月${then.getDate()}日`;
  return year === new Date(now).getFullYear() ? text : `${year}年${text}`;
}
