/** For tests of distributors: an application, and what staff decide about it. */
import type { Distributor } from "@/contracts/distributors.ts";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { Mall, type Member, newKey } from "@/tests/support/mall.ts";

export const terms_version = "2026-01";

export function apply(
  mall: Mall,
  member: Member,
  more: Record<string, unknown> = {},
  key = newKey(),
) {
  return mall.db.call<Distributor>(member, "apply_distributor", {
    idempotency_key: key,
    terms_version,
    ...more,
  });
}

export function decide(
  mall: Mall,
  fn: string,
  distributor: Member,
  more: Record<string, unknown> = {},
) {
  return mall.command<StaffDistributor>(fn, {
    distributor_id: distributor.member_id,
    reason: "试验",
    ...more,
  });
}
