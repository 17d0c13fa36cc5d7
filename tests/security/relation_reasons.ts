import type { DefinerReason } from "./definer_reason.ts";

const mine = /private\.(member|distributor)\(\)/;

/** Why functions about relations, and what is told of them, have their owner's rights. */
export const relation_reasons: DefinerReason[] = [
  {
    reason:
      "Shares, clicks and bindings are facts that decide about money: no client writes the rows.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["create_share", "record_click", "get_binding"],
  },
  {
    reason: "What a shop told a member is the member's to read, and no client's to write.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["list_notices", "count_notices", "read_notices"],
  },
];
