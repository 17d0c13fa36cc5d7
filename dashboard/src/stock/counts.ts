import type { CountReport, StockCount, StockRow } from "@/contracts/staff/stock.ts";

/** One count of a SKU, with the figures read when it was typed. */
export interface Count extends Omit<StockCount, "id"> {
  /** The SKU's name, kept because its row may be on another page. */
  name: string;
}

/** What was typed and not saved, by SKU. */
export type Counts = Readonly<Record<string, Count>>;

export const nameOf = ({ title, spec }: StockRow) => `${title} ${spec}`.trim();

/** The pieces that should lie there: those that orders hold are not sent yet. */
export const onShelf = ({ available, held }: Pick<StockRow, "available" | "held">) =>
  available + held;

/** A number typed at a row, against what stands in that row now; null takes it back. */
export function withCount(counts: Counts, row: StockRow, counted: number | null): Counts {
  const { [row.id]: _, ...others } = counts;
  if (counted === null) return others;
  const { available, held } = row;
  return { ...others, [row.id]: { counted, available, held, name: nameOf(row) } };
}

/** Whether the stock has moved since the number was typed; then the count may be wrong. */
export function hasMoved(count: Count, row: StockRow): boolean {
  return count.available !== row.available || count.held !== row.held;
}

/** More or fewer than should be there, in words. */
export function differenceWords(count: Count): string {
  if (count.counted < count.held) return "比订单占用的还少";
  const difference = count.counted - onShelf(count);
  if (difference === 0) return "一致";
  return difference > 0 ? `多 ${difference}` : `少 ${-difference}`;
}

export function countsToSend(counts: Counts): StockCount[] {
  return Object.entries(counts).map(([id, { name: _, ...count }]) => ({ id, ...count }));
}

/** What is left to be counted: what was refused. */
export function withoutDone(counts: Counts, { items }: CountReport): Counts {
  const done = new Set(items.flatMap(({ id, code }) => code === null ? [id] : []));
  return Object.fromEntries(Object.entries(counts).filter(([id]) => !done.has(id)));
}

/** Those that were refused, and why; how many should lie there now, where that is known. */
export function refusedOf({ items }: CountReport, counts: Counts) {
  return items.flatMap(({ id, code, message, after }) =>
    code === null ? [] : [{
      id,
      name: counts[id]?.name ?? id,
      why: `${message ?? code}${after === null ? "" : `（现在应有 ${after} 件）`}`,
    }]
  );
}

/** What was kept by an earlier visit; nothing where something else lies there. */
export function countsOf(kept: unknown): Counts {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter(([, one]) =>
      ["counted", "available", "held"].every((name) => Number.isSafeInteger(one?.[name])) &&
      typeof one.name === "string"
    ),
  );
}
