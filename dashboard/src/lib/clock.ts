/**
 * The mall's clock. The device's may be hours off, so how far is learnt from the server's replies; days and moments are
 * those of the shop, wherever the browser stands.
 */
const hour_ms = 3_600_000;
/** Asia/Shanghai, the same all year. */
const ahead_of_utc_ms = 8 * hour_ms;
/** At least so often it is looked whether the day has changed: a machine that slept fires its timers late. */
const look_ms = 60_000;

let offset_ms = 0;
let told_day = "";
let timer: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

/** The mall's time now, in milliseconds since 1970. */
export function mallNow(): number {
  return Date.now() + offset_ms;
}

/**
 * A reply that left the server at `server_ms` says what the clocks differ by, as exactly as it was fast. What is known
 * stays while it fits, so that slow replies do not move the clock to and fro.
 */
export function learnTime(server_ms: number, sent_ms: number, received_ms = Date.now()): void {
  if (!Number.isFinite(server_ms)) return;
  const least = server_ms - received_ms;
  const most = server_ms - sent_ms;
  if (offset_ms >= least && offset_ms <= most) return;
  offset_ms = Math.round((least + most) / 2);
  look();
}

/** A moment whose UTC fields are what clocks in the shop show. */
export function shopTime(at_ms: number): Date {
  return new Date(at_ms + ahead_of_utc_ms);
}

/** The shop's calendar day of a moment, 2026-11-22. */
export function dayOf(at_ms: number): string {
  return shopTime(at_ms).toISOString().slice(0, 10);
}

/** The shop's day now. */
export function today(): string {
  return dayOf(mallNow());
}

/** Calls when the shop's day has become another one, be it by midnight or by what was learnt. */
export function onNewDay(watcher: () => void): () => void {
  if (watchers.size === 0) told_day = today();
  watchers.add(watcher);
  wait();
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) clearTimeout(timer);
  };
}

function look(): void {
  if (watchers.size === 0) return;
  const day = today();
  if (day !== told_day) {
    told_day = day;
    for (const watcher of [...watchers]) watcher();
  }
  wait();
}

function wait(): void {
  clearTimeout(timer);
  const into_day = (mallNow() + ahead_of_utc_ms) % (24 * hour_ms);
  timer = setTimeout(look, Math.min(24 * hour_ms - into_day, look_ms));
}
