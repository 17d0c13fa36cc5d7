/** By how many of a hundred a figure is more or less than before; undefined where that says nothing. */
export function changeOf(
  now: number,
  before: number,
): { isMore: boolean; percent: number } | undefined {
  if (before === 0 || now === before) return undefined;
  return { isMore: now > before, percent: Math.round(Math.abs(((now - before) / before) * 100)) };
}
