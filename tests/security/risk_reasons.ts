import { type DefinerReason, staff } from "./definer_reason.ts";

/** Why the functions of the risk centre run with their owner's rights. */
export const risk_reasons: DefinerReason[] = [
  {
    reason: "Staff of some roles read cases, rules and whom they pass by; the tables stay closed.",
    guard: staff("risk"),
    roles: ["authenticated"],
    functions: [
      "list_risk_cases",
      "get_risk_case",
      "list_risk_rules",
      "list_trusted_distributors",
    ],
  },
  {
    reason: "Managers set the rules and try them over the past; the tables stay closed.",
    guard: staff("rules"),
    roles: ["authenticated"],
    functions: ["save_risk_rule", "save_risk_score", "preview_risk_rule", "continue_risk_preview"],
  },
  {
    reason: "Managers decide cases, which moves commission and withdrawals, and whom to trust.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: ["decide_risk_case", "trust_distributor"],
  },
];
