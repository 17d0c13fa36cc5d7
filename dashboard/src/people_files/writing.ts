import type { Cell } from "../product_files/writing.ts";
import { formatDay } from "../lib/moments.ts";
import { fields, headings, kind_words } from "./columns.ts";
import type { Line } from "./problems.ts";
import type { ReportLine } from "./queries.ts";
import type { Cells } from "./table.ts";
import { done_words, headingOf, pathOf, state_words } from "./words.ts";

/** What became of each row, beside what stood in it: to be read, mended and sent on. */
export function reportTable(
  cells: ReadonlyMap<number, Cells>,
  lines: readonly Line[],
): Cell[][] {
  return [
    ["行", ...fields.map((field) => headings[field]), "结果", "列", "说明", "小程序路径"],
    ...lines.map(({ line, outcome, field, message, token }): Cell[] => [
      line,
      ...fields.map((one) => cells.get(line)?.[one] ?? ""),
      done_words[outcome].text,
      headingOf(field) ?? "",
      message,
      token ? pathOf(token) : "",
    ]),
  ];
}

const link_headings = [
  ...["行", "类型", "姓名", "手机号", "归属", "结果", "说明", "现在", "有效期到"],
  ...["小程序路径", "短链接（30 天内有效）"],
];

/** The kept report of a file with its links: names in full, phones masked. */
export function linkTable(
  lines: readonly ReportLine[],
  short: ReadonlyMap<string, string>,
): Cell[][] {
  return [
    link_headings,
    ...lines.map(({ line, outcome, message, person }): Cell[] => [
      line,
      person ? kind_words[person.kind] : "",
      person?.name ?? "",
      person?.phone ?? "",
      person?.distributor?.label ?? "",
      done_words[outcome].text,
      message,
      person ? state_words[person.state].text : "",
      person?.token ? formatDay(person.expires_at) : "",
      person?.token ? pathOf(person.token) : "",
      person?.token ? short.get(person.token) ?? "" : "",
    ]),
  ];
}
