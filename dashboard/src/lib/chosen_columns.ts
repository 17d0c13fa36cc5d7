/** Which columns of a list somebody has hidden, by their titles; kept on this computer. */

interface Titled {
  title?: unknown;
}

const keyOf = (list: string) => `hidden columns:${list}`;

export function hiddenColumns(list: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(list)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((title) => typeof title === "string") : [];
  } catch {
    return [];
  }
}

export function keepHidden(list: string, hidden: readonly string[]): void {
  localStorage.setItem(keyOf(list), JSON.stringify(hidden));
}

/** The titles that one may hide: the first column says what a row is, one without a title holds its buttons. */
export function titlesToHide(columns: readonly Titled[]): string[] {
  return columns.slice(1).flatMap(({ title }) => typeof title === "string" && title ? [title] : []);
}

export function withoutHidden<Column extends Titled>(
  columns: readonly Column[],
  hidden: readonly string[],
): Column[] {
  const gone = new Set(titlesToHide(columns).filter((title) => hidden.includes(title)));
  return columns.filter(({ title }) => !gone.has(title as string));
}
