import { import_rows_most } from "@/contracts/lists.ts";
import type { ImportRow, PeopleReport } from "@/contracts/staff/imports.ts";
import type { Line } from "./problems.ts";

export type Send = (rows: ImportRow[]) => Promise<PeopleReport>;

/** How far a file is: so many rows are through, and what was said of each. */
export interface Progress {
  through: number;
  lines: ReadonlyMap<number, Line>;
}

export const nothing_sent: Progress = { through: 0, lines: new Map() };

/**
 * Sends the rows from where `progress` stands, portion by portion, and tells after each how far it is. Ends early when
 * told to; throws when the mall cannot be asked. Begun again from the last progress nothing is done twice.
 */
export async function sendRows(
  rows: readonly ImportRow[],
  send: Send,
  progress: Progress,
  tell: (progress: Progress) => void,
  isEnded: () => boolean = () => false,
): Promise<Progress> {
  while (progress.through < rows.length && !isEnded()) {
    const portion = rows.slice(progress.through, progress.through + import_rows_most);
    const { items } = await send(portion);
    progress = {
      through: progress.through + portion.length,
      lines: new Map([...progress.lines, ...items.map((one) => [one.line, one] as const)]),
    };
    tell(progress);
  }
  return progress;
}
