/** The fewest ids, of those in both lists, that must move to turn the order `from` into the order `to`. */
export function moved(from: string[], to: string[]): Set<string> {
  const places = to.map((id) => from.indexOf(id)).filter((place) => place >= 0);
  const rising: number[][] = [];
  for (const place of places) {
    rising.push([...longest(rising.filter((run) => run.at(-1)! < place)), place]);
  }
  const kept = new Set(longest(rising));
  return new Set(places.filter((place) => !kept.has(place)).map((place) => from[place]!));
}

const longest = (runs: number[][]) =>
  runs.reduce((best, run) => run.length > best.length ? run : best, []);

/**
 * Everything that either has, in one order: as the first has it, with what only the other one has, or has moved alone,
 * put behind what it stands behind there.
 */
export function mergedOrder(base: string[], first: string[], other: string[]): string[] {
  const by_first = moved(base, first);
  const by_other = moved(base, other);
  let order = first;
  for (const [n, id] of other.entries()) {
    const isMovedAlone = by_other.has(id) && !by_first.has(id);
    if (first.includes(id) && !isMovedAlone) continue;
    const others = order.filter((one) => one !== id);
    // A block that only the first side moved is no anchor: it no longer stands where the other side saw it.
    const stays = (one: string) =>
      others.includes(one) && (!by_first.has(one) || by_other.has(one));
    const behind = other.slice(0, n).findLast(stays);
    const at = behind === undefined ? 0 : others.indexOf(behind) + 1;
    order = others.toSpliced(at, 0, id);
  }
  return order;
}
