import { type DefinerReason, mine, staff } from "./definer_reason.ts";

/** Why functions about distributors and their tiers have their owner's rights. */
export const distributor_reasons: DefinerReason[] = [
  {
    reason: "Staff decide about distributors and hold, release or void their commissions.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: [
      "review_distributor",
      "suspend_distributor",
      "restore_distributor",
      "expel_distributor",
      "move_parent",
      "hold_commission",
      "release_hold",
      "void_commission",
    ],
  },
  {
    reason: "A distributor's figures are counted from orders of other people.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["get_my_tier", "list_my_tier_changes"],
  },
  {
    reason: "Staff read the tiers of their shop and how far each distributor is.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: ["list_tiers", "get_distributor_tier", "list_tier_changes"],
  },
  {
    reason: "Managers set what a tier asks for, which rules may pay by.",
    guard: staff("rules"),
    roles: ["authenticated"],
    functions: ["save_tier", "remove_tier"],
  },
  {
    reason: "Staff give a distributor a tier and hold it, with a row of its history.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: ["pin_tier", "unpin_tier"],
  },
];
