/** 123450 → 1,234.50 */
export function yuan(fen: number): string {
  return (fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
}
