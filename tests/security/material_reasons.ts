import { type DefinerReason, staff } from "./definer_reason.ts";

/** Why functions about materials and training have their owner's rights. */
export const material_reasons: DefinerReason[] = [
  {
    reason:
      "What a shop gives its distributors to work with is for them alone; what they saw, read and used is counted by rules.",
    guard: /private\.promoter\(\)/,
    roles: ["authenticated"],
    functions: [
      "list_materials",
      "see_materials",
      "share_material",
      "use_material",
      "list_articles",
      "get_article",
      "read_article",
      "get_news",
    ],
  },
  {
    reason: "Staff read what distributors hand on and learn from, and what it brought.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: [
      "staff_list_materials",
      "get_material_figures",
      "staff_list_articles",
      "staff_get_article",
    ],
  },
  {
    reason: "Staff write what distributors hand on and learn from, with audit rows.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: ["save_material", "move_material", "save_article", "move_article"],
  },
];
