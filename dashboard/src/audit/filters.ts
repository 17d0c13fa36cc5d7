import type { AuditQuery } from "@/contracts/staff/audit.ts";
import { actor_words } from "./words.ts";

type Asked = Partial<Pick<AuditQuery, "command" | "actor" | "actor_kind" | "subject">> & {
  from_at?: string;
  to_at?: string;
};

const names = ["what", "who", "from", "to", "object", "object_name"] as const;

/** The filters of the audit log, as they stand in the address. */
export const audit_filters = {
  names,
  /** All of them taken away. */
  none: Object.fromEntries(names.map((name) => [name, undefined])),
};

/** What is asked of the mall; days are the shop's, both included. */
export function askedOf(get: (name: string) => string | undefined): Asked {
  const who = get("who");
  const asked: Asked = {
    ...(get("what") ? { command: get("what") } : {}),
    ...(who
      ? who in actor_words ? { actor_kind: who as Asked["actor_kind"] } : { actor: who }
      : {}),
    ...(get("object") ? { subject: get("object") } : {}),
  };
  const [from, to] = [dayOf(get("from")), dayOf(get("to"))];
  if (from) asked.from_at = `${from}T00:00:00+08:00`;
  if (to) asked.to_at = `${dayAfter(to)}T00:00:00+08:00`;
  return asked;
}

function dayOf(text: string | undefined): string | undefined {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
