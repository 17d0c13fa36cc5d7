import { useFilters } from "./filters.ts";

/** By what a list is sorted: the key of a column, with "-" before it from the greatest down. */
export interface Sorting<Sort extends string = string> {
  by: Sort;
  /** Without one the list is sorted as usual. */
  set(sort: string | undefined): void;
}

type Order = "ascend" | "descend" | null;

/** The arrow of a column in a list that is sorted so. */
export function sortOrder(key: string, by: string): Order {
  if (by === key) return "ascend";
  return by === `-${key}` ? "descend" : null;
}

/** The sort that a column's arrow stands for. */
export function sortOf(key: string, order: Order): string | undefined {
  return order === null ? undefined : order === "ascend" ? key : `-${key}`;
}

interface Sortable {
  key?: unknown;
  sorter?: unknown;
}

/** The sort among those of the columns that an address asks for. */
export function knownSort(
  columns: readonly Sortable[],
  asked: string | undefined,
): string | undefined {
  const names = columns.flatMap(({ key, sorter }) => sorter ? [String(key)] : []);
  return names.some((name) => asked === name || asked === `-${name}`) ? asked : undefined;
}

/** The sort stands in the address; one that no column has is as none. */
export function useSorting<Sort extends string>(
  columns: readonly Sortable[],
  usual: Sort,
): Sorting<Sort> {
  const filters = useFilters();
  return {
    by: (knownSort(columns, filters.get("sort")) ?? usual) as Sort,
    set: (sort) => filters.set({ sort }),
  };
}
