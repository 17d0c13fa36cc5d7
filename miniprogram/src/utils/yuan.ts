/**
 * What somebody typed as yuan, in fen; undefined when it is no amount above nothing. Two places at
 * most, and no floating point: "12.3" is 1230.
 */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, yuan = "", fen = ""] = match;
  return Number(yuan) * 100 + Number(fen.padEnd(2, "0")) || undefined;
}

/** Fen as one would type it: 1230 → "12.30", 1200 → "12". */
export function typedYuan(fen: number): string {
  const rest = fen % 100;
  const yuan = String((fen - rest) / 100);
  return rest === 0 ? yuan : `${yuan}.${String(rest).padStart(2, "0")}`;
}
