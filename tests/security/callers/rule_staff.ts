import { shop_rates } from "@/tests/support/rules.ts";
import { command, type Expectation, none, reason, staff } from "./expectation.ts";

const preview = "RULE_PREVIEW_NOT_FOUND";

/** What staff may call about commission rule sets. */
export const rule_staff: Record<string, Expectation> = {
  get_rule_sets: staff("read", none),
  list_rule_goods: staff("read", none),
  get_rule_set: staff("read", (w) => ({ rule_set_id: w.rule_set }), "RULE_SET_NOT_FOUND"),
  list_rule_sets: staff("read", none),
  save_rule_draft: command("rules", () => ({ draft: shop_rates(1000, 500), revision: 1, reason })),
  discard_rule_draft: command("rules", () => ({ revision: 1, reason })),
  preview_rule_draft: staff("rules", () => ({ revision: 1, days: 30 })),
  continue_rule_preview: staff("rules", (w) => ({ preview_id: w.rule_preview }), preview),
  get_rule_preview: staff("read", (w) => ({ preview_id: w.rule_preview }), preview),
  publish_rule_draft: command("rules", () => ({ revision: 1, reason })),
};
