import type { AuditActors, AuditPage } from "@/contracts/staff/audit.ts";
import { get } from "../lib/api.ts";
import { useList, useOne } from "../lib/list.ts";
import type { askedOf } from "./filters.ts";

export function useAuditLog(asked: ReturnType<typeof askedOf>) {
  return useList(
    ["audit", asked],
    (after) => get<AuditPage>("/staff/audit-log", { ...asked, after }),
  );
}

/** By whom something may have been done. */
export function useAuditActors() {
  return useOne(["audit-actors"], () => get<AuditActors>("/staff/audit-log/actors"));
}
