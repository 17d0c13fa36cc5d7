import { mallNow } from "../lib/clock.ts";

/** How long something has waited: 25 分钟, 3 小时, 2 天. */
export function waited(since: string, now = mallNow()): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes < 60) return ` ${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ` ${hours} 小时` : ` ${Math.floor(hours / 24)} 天`;
}
