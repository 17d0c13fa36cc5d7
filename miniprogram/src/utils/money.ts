/** Fen as people write it: 123450 → "1,234.50". */
export function yuan(fen: number): string {
  const [whole = "0", part = "00"] = (Math.abs(fen) / 100).toFixed(2).split(".");
  return `${fen < 0 ? "-" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${part}`;
}

/** The same without cents that are none: 19900 → "199", 19950 → "199.50". */
export function shortYuan(fen: number): string {
  return yuan(fen).replace(/\.00$/, "");
}
