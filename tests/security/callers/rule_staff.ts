import { shop_rates } from "@/tests/support/rules.ts";
import { command, type Expectation, none, reason, staff } from "./expectation.ts";

/** What staff may call about commission rule sets. */
export const rule_staff: Record<string, Expectation> = {
  get_rule_sets: staff("read", none),
  get_rule_set: staff("read", (w) => ({ rule_set_id: w.rule_set }), "RULE_SET_NOT_FOUND"),
  list_rule_sets: staff("read", none),
  save_rule_draft: command("rules", () => ({ draft: shop_rates(1000, 500), revision: 1, reason })),
  discard_rule_draft: command("rules", () => ({ revision: 1, reason })),
  publish_rule_draft: command("rules", () => ({ revision: 1, reason })),
};
