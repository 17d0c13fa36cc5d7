/** Lengths of WXSS in the styles that a program sets at run time; those of its sheets are rewritten by the build. */
export function toCssUnits(style: unknown): string {
  return String(style)
    .replace(/(-?\d*\.?\d+)(rpx|vw|vh)\b/g, (_, amount, unit) => `calc(var(--${unit}) * ${amount})`)
    .replace(/env\(safe-area-inset-bottom\)/g, "var(--safe-bottom)");
}
