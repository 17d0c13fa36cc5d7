/** For tests of who belongs to whom. */
import type { ChannelCode } from "@/contracts/staff/channel_codes.ts";
import { type Mall, type Member, newKey } from "./mall.ts";

export const relationsOf = (mall: Mall) => ({
  /** Staff bind a member to a distributor; null ends the binding. */
  move: (buyer: Member, distributor: Member | null, key = newKey()) =>
    mall.db.call<{ binding: { distributor: { code: string } } | null }>(
      mall.owner,
      "move_binding",
      {
        shop: mall.shop,
        member_id: buyer.member_id,
        distributor_id: distributor?.member_id ?? null,
        reason: "门店老客户",
        idempotency_key: key,
      },
    ),

  code: (code: Record<string, unknown> = {}) =>
    mall.command<ChannelCode>("save_channel_code", {
      code: { name: "柜台", page: "home", ...code },
      reason: "开业",
    }),

  /** Who was bound to whom, the earliest first. */
  history: (buyer: Member) =>
    mall.db.sql<{ distributor_id: string; cause: string; ended_cause: string | null }[]>`
      select distributor_id, cause, ended_cause from referral.bindings
       where member_id = ${buyer.member_id} order by id`,
});

/** A member opens a token. */
export const open = (mall: Mall, buyer: Member, token: string) =>
  mall.db.call<{ bound: boolean; counted: boolean }>(buyer, "record_click", { share: token });
