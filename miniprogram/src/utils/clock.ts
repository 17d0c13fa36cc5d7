/**
 * The mall's clock. A phone's own may be hours off, so nothing that people read or that decides asks it: how far it is
 * off is learnt from the server's replies. Only what measures a span within this program may use `Date` itself.
 */
let offset_ms = 0;

/** The mall's time, in milliseconds since 1970. */
export function now(): number {
  return Date.now() + offset_ms;
}

/**
 * Learns from a reply to a request that was sent at `sent_at` by this phone's clock: the server spoke somewhere
 * between, so the middle is wrong by half the way at most. A reply that something on the way may have kept says
 * nothing about now.
 */
export function learnTime(header: Record<string, unknown> | undefined, sent_at: number): void {
  const said = Number(headerOf(header, "x-server-time"));
  if (!(said > 0) || headerOf(header, "cache-control").includes("public")) return;
  offset_ms = Math.round(said - (sent_at + Date.now()) / 2);
}

/** WeChat hands headers over as the server spelled them. */
function headerOf(header: Record<string, unknown> = {}, name: string): string {
  const found = Object.keys(header).find((one) => one.toLowerCase() === name);
  return found === undefined ? "" : String(header[found]);
}
