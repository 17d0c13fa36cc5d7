import { type DefinerReason, staff } from "./definer_reason.ts";

/** Functions for staff about WeChat's bills. */
export const reconciliation_reasons: DefinerReason[] = [
  {
    reason: "Bills and differences are closed to every client role; staff read their shop's.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: ["list_bill_days", "list_bill_differences", "export_bill_differences"],
  },
  {
    reason: "Ending a difference writes its history, the work list and the audit log at once.",
    guard: staff("reconcile"),
    roles: ["authenticated"],
    functions: ["decide_difference", "fetch_bills_again"],
  },
];
