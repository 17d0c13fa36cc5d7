/** The same things, with the one at a place put to another. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, n) => n !== from);
  return [...rest.slice(0, to), items[from]!, ...rest.slice(to)];
}
