import { type DefinerReason, staff } from "./definer_reason.ts";

/** Why functions about becoming a distributor have their owner's rights. */
export const recruitment_reasons: DefinerReason[] = [
  {
    reason: "Applying writes the applicant's standing, consent and history, by the shop's rules.",
    guard: /private\.apply\(idempotency_key, /,
    roles: ["authenticated"],
    functions: ["apply_distributor"],
  },
  {
    reason: "What applying asks for is read from settings, questions and the member's own orders.",
    guard: /private\.(member|distributor)\(\)/,
    roles: ["authenticated"],
    functions: ["get_recruitment", "accept_terms"],
  },
  {
    reason: "Staff read applications of many members; answers stay sealed and leave an audit row.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: ["list_applications", "get_application", "get_questions", "get_entry_rules"],
  },
  {
    reason: "Staff decide about applications, with their rows of history and of the audit log.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: ["review_applications"],
  },
  {
    reason: "What a shop asks of applicants is a rule of the shop, kept in versions.",
    guard: staff("rules"),
    roles: ["authenticated"],
    functions: ["save_questions", "save_entry_rules"],
  },
];
