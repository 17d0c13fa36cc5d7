import { cleanName, cleanPhone } from "@/contracts/people.ts";
import type { ImportRow } from "@/contracts/staff/imports.ts";
import { placesAmong } from "../product_files/headings.ts";
import type { Line as SheetLine } from "../product_files/lines.ts";
import { FileRefused } from "../product_files/problems.ts";
import { isFilled, linesOf } from "../product_files/table.ts";
import { type Field, fields, headings, kind_words, kinds } from "./columns.ts";
import { ordered, withThoseCountingOn } from "./order.ts";
import { type Line, refused } from "./problems.ts";

export const most_lines = 5_000;

/** A row as it stands in the file. */
export type Cells = Record<Field, string>;

/** What was understood of a file of people: rows that may be sent, in their order, and those that are wrong. */
export interface ReadPeople {
  cells: Map<number, Cells>;
  rows: ImportRow[];
  problems: Line[];
}

/** Reads a file's table as people. Throws FileRefused where it is none. */
export function readPeople(table: readonly (readonly string[])[]): ReadPeople {
  const top = table.findIndex(isFilled);
  if (top < 0) throw new FileRefused("文件是空的。");
  const places = placesAmong(table[top]!, fields.map((field) => headings[field]));
  for (const field of ["kind", "phone"] as const) {
    if (!places.has(headings[field])) throw new FileRefused(`缺少“${headings[field]}”这一列。`);
  }
  const lines = linesOf(table.slice(top + 1), top + 2, places);
  if (lines.length === 0) throw new FileRefused("文件里只有标题，没有人。");
  if (lines.length > most_lines) {
    throw new FileRefused(
      `文件有 ${lines.length.toLocaleString("zh-CN")} 行，一次最多 ${
        most_lines.toLocaleString("zh-CN")
      } 行。`,
    );
  }
  return peopleOf(new Map(lines.map((line) => [line.row, cellsOf(line)])));
}

const cellsOf = (line: SheetLine) =>
  Object.fromEntries(
    fields.map((field) => [field, line.cell(headings[field]) ?? ""]),
  ) as Cells;

function peopleOf(cells: Map<number, Cells>): ReadPeople {
  const seen = new Map<string, number>();
  const problems: Line[] = [];
  const rows: ImportRow[] = [];
  for (const [line, own] of cells) {
    const row = rowOf(line, own);
    const wrong = "outcome" in row ? row : repeated(row, seen);
    if (wrong) problems.push(wrong);
    else rows.push(row as ImportRow);
  }
  const named = rows.map((row) => namedIn(row, seen));
  const sorted = ordered(named);
  problems.push(...sorted.problems);
  const counting = withThoseCountingOn(
    sorted.rows,
    new Map(problems.map((one) => [one.line, one])),
  );
  const isWrong = (line: number) => counting.get(line)?.outcome === "refused";
  return {
    cells,
    rows: sorted.rows.filter(({ line }) => !isWrong(line)),
    problems: [...counting.values()],
  };
}

const code_form = /^[0-9A-Za-z]{4,20}$/;

/** A row of the file, or what is wrong with it first. */
function rowOf(line: number, { kind, phone, name, by, tier, remark }: Cells): ImportRow | Line {
  const wrong = (field: Field, message: string) => refused(line, field, message);
  const meant = kinds[kind];
  if (!meant) return wrong("kind", `请写“${Object.values(kind_words).join("”或“")}”`);
  const number = cleanPhone(phone);
  if (!number) return wrong("phone", phone ? `“${phone}”不是手机号` : "请填写手机号");
  const called = cleanName(name);
  if (called.length > 40) return wrong("name", "最多 40 个字");
  if (remark.length > 200) return wrong("remark", "最多 200 个字");
  const by_phone = cleanPhone(by);
  if (by && !by_phone && !code_form.test(by)) {
    return wrong("by", `“${by}”不是推广码，也不是手机号`);
  }
  return {
    ...{ line, kind: meant, name: called, phone: number, remark },
    ...(tier && { tier }),
    ...(by_phone ? { by_phone } : by && { by_code: by }),
  };
}

function repeated({ line, kind, phone }: ImportRow, seen: Map<string, number>): Line | null {
  const about = `${kind} ${phone}`;
  const first = seen.get(about);
  if (first !== undefined) return refused(line, "phone", `和第 ${first} 行是同一个手机号`);
  seen.set(about, line);
  return null;
}

/** With the row of this file in which the inviter or keeper stands. */
function namedIn(row: ImportRow, seen: ReadonlyMap<string, number>): ImportRow {
  const by_line = row.by_phone && seen.get(`distributor ${row.by_phone}`);
  return by_line && by_line !== row.line ? { ...row, by_line } : row;
}
