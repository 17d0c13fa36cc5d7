import type {
  CheckImport,
  ExportedImport,
  Import,
  Imported,
  ImportedPage,
  ImportedQuery,
  ImportPage,
  ImportPeople,
  PeopleReport,
  ShortLinks,
} from "@/contracts/staff/imports.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";
import type { Send } from "./sending.ts";

/** What bringing people in changes. */
export const touched: View[] = ["imports", "distributors", "relations", "bindings", "audit"];

type File = CheckImport["file"];

export const checkFor = (file: File): Send => (rows) => {
  const json: CheckImport = { file, rows };
  return post<PeopleReport>("/staff/imports/check", json);
};

export const sendFor = (file: File, reason: string): Send => (rows) => {
  const json: ImportPeople = { file, rows, reason };
  return post<PeopleReport>("/staff/imports", json);
};

export function useImports() {
  return useList<Import>(
    ["imports", "files"],
    (after) => get<ImportPage>("/staff/imports", { after, page_size: 5 }),
  );
}

export function useImported(filter: Partial<ImportedQuery>) {
  return useList<Imported>(
    ["imports", filter],
    (after) => get<ImportedPage>("/staff/imported", { ...filter, after }),
  );
}

export function useWithdrawImported(id: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post<Imported>(`/staff/imported/${id}/withdrawal`, json),
    done: "已撤回，姓名和手机号已删除",
    touched: ["imports", "audit"],
    onDone,
  });
}

export type ReportLine = ExportedImport["items"][number];

/** The whole report of a file, page by page; tells after each how many rows there are by now. */
export async function reportOf(id: string, tell: (count: number) => void): Promise<ReportLine[]> {
  const lines: ReportLine[] = [];
  for (let after: number | undefined, isMore = true; isMore;) {
    const page: ExportedImport = await get(`/staff/imports/${id}/lines`, { after });
    lines.push(...page.items);
    tell(lines.length);
    after = page.next ?? undefined;
    isMore = page.next !== null;
  }
  return lines;
}

const most_tokens = 20;

/** Short links of WeChat by token, for as many as WeChat makes; tells how far it is. */
export async function shortLinks(
  tokens: string[],
  tell: (count: number) => void,
): Promise<Map<string, string>> {
  const links = new Map<string, string>();
  for (let n = 0; n < tokens.length; n += most_tokens) {
    const portion = tokens.slice(n, n + most_tokens);
    const { items } = await post<ShortLinks>("/staff/imported/short-links", { tokens: portion });
    for (const { token, link } of items) if (link) links.set(token, link);
    tell(Math.min(n + most_tokens, tokens.length));
    if (!items.some(({ link }) => link)) break; // WeChat makes none today
  }
  return links;
}
