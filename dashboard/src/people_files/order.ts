import type { ImportRow } from "@/contracts/staff/imports.ts";
import { type Line, refused } from "./problems.ts";

/** Rows in the order in which they are sent: whoever is named by another comes before him. */
export function ordered(rows: readonly ImportRow[]): { rows: ImportRow[]; problems: Line[] } {
  const waiting = new Map(rows.map((row) => [row.line, row]));
  const sorted: ImportRow[] = [];
  for (let isMore = true; isMore;) {
    const next = [...waiting.values()].filter(({ by_line }) =>
      by_line === undefined || !waiting.has(by_line)
    );
    for (const row of next) waiting.delete(row.line);
    sorted.push(...next);
    isMore = next.length > 0;
  }
  const problems = [...waiting.values()].map(({ line }) =>
    refused(line, "by", "邀请关系绕成了一圈")
  );
  return { rows: sorted, problems };
}

/** A report in which whoever counts on a refused row is refused too. `rows` in the order in which they are sent. */
export function withThoseCountingOn(
  rows: readonly ImportRow[],
  lines: ReadonlyMap<number, Line>,
): Map<number, Line> {
  const all = new Map(lines);
  for (const { line, by_line } of rows) {
    if (by_line === undefined || all.get(line)?.outcome === "refused") continue;
    const inviter = all.get(by_line);
    if (inviter?.outcome === "refused") {
      all.set(line, refused(line, "by", `推广员在第 ${by_line} 行，那一行不能导入`));
    }
  }
  return all;
}
