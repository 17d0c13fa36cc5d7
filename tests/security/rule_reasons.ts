import { type DefinerReason, staff } from "./definer_reason.ts";

/** Why the functions of commission rule sets run with their owner's rights. */
export const rule_reasons: DefinerReason[] = [
  {
    reason: "Staff read how commission is decided; rule sets are closed to every client role.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: [
      "get_rule_sets",
      "get_rule_set",
      "list_rule_sets",
      "list_rule_goods",
      "get_rule_preview",
    ],
  },
  {
    reason:
      "Managers write the draft and put it in force; orders keep their version, so clients may not update one.",
    guard: staff("rules"),
    roles: ["authenticated"],
    functions: [
      "save_rule_draft",
      "discard_rule_draft",
      "publish_rule_draft",
      "preview_rule_draft",
      "continue_rule_preview",
    ],
  },
  {
    reason:
      "What one would earn is a distributor's own to read; how it is decided is closed to every client role.",
    guard: /private\.promoting\(\)/,
    roles: ["authenticated"],
    functions: ["list_earnings", "get_earning"],
  },
];
