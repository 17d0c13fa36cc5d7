import { type DefinerReason, staff } from "./definer_reason.ts";

/** Functions for distributors about themselves, and for staff about what distributors' work brought. */
export const promoting_reasons: DefinerReason[] = [
  {
    reason:
      "A distributor's standing, customers and team are joined from tables of other people's rows.",
    guard: /private\.(member|distributor)\(\)/,
    roles: ["authenticated"],
    functions: [
      "create_invite",
      "list_team",
      "get_distributor_center",
    ],
  },
  {
    reason: "A distributor's figures are counts and sums over clicks and orders of other people.",
    guard: /private\.distributor\(\)/,
    roles: ["authenticated"],
    functions: ["get_my_figures", "list_my_links", "get_leaderboard"],
  },
  {
    reason: "Staff read what distributors brought: rows of many members.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: [
      "staff_get_leaderboard",
      "get_distributor_figures",
      "list_distributor_links",
      "list_distributor_customers",
      "list_distributor_orders",
      "list_liabilities",
      "export_liabilities",
      "get_liability_trend",
      "get_open_withdrawals",
      "list_taxes",
      "staff_list_adjustments",
    ],
  },
];
