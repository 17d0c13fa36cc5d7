import { settingOf } from "@/contracts/settings/catalogue.ts";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { AuditRow } from "@/contracts/staff/audit.ts";
import type { StaffRole } from "@/contracts/staff/people.ts";
import { type Value, wordsOf } from "../settings/values.ts";
import { role_words, status_words } from "../staff/words.ts";

type Fields = Record<string, unknown>;

/** What was changed, a line each: 运费：¥8.00 → ¥10.00. Empty where the row says nothing about it. */
export function changeLines({ command, detail }: Pick<AuditRow, "command" | "detail">): string[] {
  const said = (detail ?? {}) as Fields;
  if (isFields(said.before) && isFields(said.after)) {
    const { before, after } = said;
    return Object.keys(after).flatMap((name) => {
      const words = isOfStaff(command) ? staffWords : settingWords;
      return words(name, before[name], after[name]) ?? [];
    });
  }
  if (command === "set_price" && isFen(said.from_fen) && isFen(said.to_fen)) {
    return [`价格：${formatFen(said.from_fen)} → ${formatFen(said.to_fen)}`];
  }
  if (command === "change_order_price" && isFen(said.before_fen) && isFen(said.payable_fen)) {
    return [`应付：${formatFen(said.before_fen)} → ${formatFen(said.payable_fen)}`];
  }
  if (command === "adjust_stock" && typeof said.delta === "number") {
    return [
      `${said.cause === "receive" ? "入库" : "库存"}：${said.delta > 0 ? "+" : ""}${said.delta}`,
    ];
  }
  if (command === "count_stock" && isFen(said.before) && isFen(said.after)) {
    return [`实有：${said.before} → ${said.after}`];
  }
  if (isOfStaff(command) && typeof said.role === "string") return [`角色：${roleWords(said.role)}`];
  return [];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isFen = (value: unknown): value is number => Number.isSafeInteger(value);
const isOfStaff = (command: string) =>
  ["set_staff", "leave_shop", "add_staff", "invite_staff", "accept_invitation"].includes(command);
const roleWords = (role: string) => role_words[role as StaffRole] ?? role;

function staffWords(name: string, before: unknown, after: unknown): string | undefined {
  if (name === "role") return `角色：${roleWords(String(before))} → ${roleWords(String(after))}`;
  if (name !== "status") return undefined;
  const of = (status: unknown) => status_words[status as keyof typeof status_words] ?? status;
  return `状态：${of(before)} → ${of(after)}`;
}

function settingWords(name: string, before: unknown, after: unknown): string | undefined {
  const setting = settingOf(name);
  if (!setting) return undefined;
  if (before === undefined) return `${setting.label}：${keyWords(after)}`;
  const words = (value: unknown) =>
    setting.kind === "own" ? ownWords(value) : wordsOf(setting, value as Value);
  return `${setting.label}：${words(before)} → ${words(after)}`;
}

/** A key is never told, only which one it is. */
function keyWords(kept: unknown): string {
  const serial = isFields(kept) ? kept.serial : undefined;
  return serial ? `放入了新的，序列号 ${serial}` : "放入了新的";
}

function ownWords(value: unknown): string {
  if (!Array.isArray(value)) return value === null || value === "" ? "没有" : String(value);
  if (value.length === 0) return "没有";
  return value.map(rowWords).join("、");
}

function rowWords(row: Record<string, unknown>): string {
  if ("info_type" in row) return `${row.info_type}：${row.info_content}`;
  if ("picture_url" in row) return row.number ? `${row.name} ${row.number}` : String(row.name);
  return `${formatFen(Number(row.from_fen))} 起 ${formatBps(Number(row.rate_bps))}`;
}
