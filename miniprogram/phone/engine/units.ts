/** Lengths of WXSS in the styles that a program sets at run time; those of its sheets are rewritten by the build. */
export function toCssUnits(style: unknown): string {
  return String(style)
    .replace(/(-?\d*\.?\d+)(rpx|vw|vh)\b/g, (_, amount, unit) => `calc(var(--${unit}) * ${amount})`)
    .replace(/env\(safe-area-inset-bottom\)/g, "var(--safe-bottom)");
}

/** A picture's address: `/assets/x.png` is below the phone, not below the host. */
export function pictureUrl(source: string): string {
  return source.startsWith("/") && !source.startsWith("//") ? source.slice(1) : source;
}
