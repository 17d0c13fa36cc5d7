import { command, type Expectation, none, reason, staff } from "./expectation.ts";

const unknown_case = "RISK_CASE_NOT_FOUND";
const ring = { rule: "ring", weight: 100, thresholds: { orders: 2 } };

/** What staff may call about the risk centre. */
export const risk_staff: Record<string, Expectation> = {
  list_risk_cases: staff("risk", none),
  get_risk_case: staff("risk", (w) => ({ case_id: w.risk_case }), unknown_case),
  decide_risk_case: command(
    "distributor",
    (w) => ({ case_id: w.risk_case, decision: "release", reason }),
    unknown_case,
  ),
  list_risk_rules: staff("risk", none),
  save_risk_rule: command("rules", () => ({ ...ring, is_on: false, reason })),
  save_risk_score: command("rules", () => ({ hold_score: 120, reason })),
  preview_risk_rule: staff("rules", () => ring),
  continue_risk_preview: staff(
    "rules",
    (w) => ({ preview_id: w.risk_preview }),
    "RULE_PREVIEW_NOT_FOUND",
  ),
  list_trusted_distributors: staff("risk", none),
  trust_distributor: command("distributor", (w) => ({
    distributor_id: w.distributor,
    rules: ["ring"],
    until: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
    reason,
  }), "DISTRIBUTOR_NOT_FOUND"),
};
