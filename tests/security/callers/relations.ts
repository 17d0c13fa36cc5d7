import { command, type Expectation, key, member, none, reason, staff } from "./expectation.ts";

/** Who belongs to whom, what is shared and taken back, the shop's own codes. */
export const relations: Record<string, Expectation> = {
  list_lost_customers: member(none),
  revoke_share: member((w) => ({ token: w.share }), "SHARE_NOT_FOUND"),
  list_relations: staff("read", none),
  move_binding: command("distributor", (w) => ({
    member_id: w.mine.member_id,
    distributor_id: null,
    reason,
  }), "MEMBER_NOT_FOUND"),
  staff_revoke_share: command(
    "distributor",
    (w) => ({ token: w.material_token, reason }),
    "SHARE_NOT_FOUND",
  ),
  list_channel_codes: staff("read", none),
  save_channel_code: command("distributor", () => ({
    code: { name: key(), page: "home" },
    reason,
  })),
  set_channel_code_status: command("distributor", (w) => ({
    code_id: w.channel_code,
    status: "stopped",
    reason,
  }), "CHANNEL_CODE_NOT_FOUND"),
};
