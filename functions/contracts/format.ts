/** Fen as people read it: `¥1,234.50`, `-¥0.05`. No floating point is involved. */
export function formatFen(fen: number): string {
  if (!Number.isSafeInteger(fen)) {
    throw new RangeError(`Cannot format fen: expected a whole number, found ${fen}`);
  }
  const digits = String(Math.abs(fen)).padStart(3, "0");
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0 ? "-" : ""}¥${yuan}.${digits.slice(-2)}`;
}

/** A rate as people read it: 1250 → `12.5%`. */
export function formatBps(bps: number): string {
  if (!Number.isSafeInteger(bps)) {
    throw new RangeError(`Cannot format a rate: expected a whole number, found ${bps}`);
  }
  const digits = String(Math.abs(bps)).padStart(3, "0");
  const fraction = digits.slice(-2).replace(/0+$/, "");
  return `${bps < 0 ? "-" : ""}${digits.slice(0, -2)}${fraction ? `.${fraction}` : ""}%`;
}
