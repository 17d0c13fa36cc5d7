import { useState } from "react";

/** Rows of a list that are chosen, for a decision about all of them. */
export interface Selection<T> {
  /** Those that are still there and may still be chosen. */
  rows: T[];
  choose(ids: string[]): void;
  can(row: T): boolean;
  /** What a row is called. */
  nameOf(row: T): string;
}

/** What is chosen of a list, as long as it is in the list. */
export function useSelection<T extends { id: string }>(
  items: readonly T[],
  about: Pick<Selection<T>, "can" | "nameOf">,
): Selection<T> {
  const [ids, choose] = useState<string[]>([]);
  const chosen = new Set(ids);
  return { ...about, choose, rows: items.filter((row) => chosen.has(row.id) && about.can(row)) };
}
