import type { ShopMessageKind } from "@/contracts/realtime.ts";

/** What each live message makes old, by the first part of the views' keys. */
export const touched_by: Record<ShopMessageKind, readonly View[]> = {
  "click.recorded": ["overview", "funnel", "relations", "channel-codes", "promoting"],
  "order.placed": ["overview", "funnel", "orders", "products", "movements", "stock"],
  "order.paid": [
    "setup",
    "overview",
    "funnel",
    "orders",
    "order",
    "commissions",
    "distributors",
    "distributor",
    "relations",
    "channel-codes",
    "promoting",
    "leaderboard",
    "liabilities",
  ],
  "order.changed": [
    "funnel",
    "orders",
    "order",
    "commissions",
    "products",
    "movements",
    "stock",
  ],
  "order.refunded": [
    "overview",
    "funnel",
    "orders",
    "order",
    "after-sales",
    "commissions",
    "products",
    "movements",
    "stock",
    "distributors",
    "distributor",
    "promoting",
    "leaderboard",
    "liabilities",
  ],
  "after_sale.changed": ["orders", "order", "after-sales", "commissions", "liabilities"],
  "distributor.changed": [
    "imports",
    "relations",
    "applications",
    "commissions",
    "distributors",
    "distributor",
    "promoting",
    "leaderboard",
    "liabilities",
  ],
  "risk.changed": ["risk-cases", "risk-case", "risk-rules", "commissions", "withdrawals"],
  "rules.changed": ["setup", "commission-rule", "rule-sets", "setting-changes"],
  "tier.changed": ["tiers", "distributors", "distributor"],
  "balance.adjusted": ["adjustments", "distributors", "distributor", "liabilities"],
  "withdrawal.changed": ["withdrawals", "taxes", "distributors", "distributor", "liabilities"],
  "commission.settled": [
    "overview",
    "order",
    "commissions",
    "distributors",
    "distributor",
    "liabilities",
  ],
  "goods.changed": ["setup", "products", "product", "movements", "prices", "stock", "low-stock"],
  "staff.changed": ["setup", "staff", "people", "invitations", "audit-actors"],
  "work.added": ["work", "reconciliation"],
  "work.ended": ["work", "reconciliation"],
};

/** What is read and shown; those that no message touches change by this staff's own commands. */
export type View =
  | "overview"
  | "funnel"
  | "orders"
  | "order"
  | "after-sales"
  | "commissions"
  | "applications"
  | "recruitment"
  | "distributors"
  | "distributor"
  | "relations"
  | "risk-cases"
  | "risk-case"
  | "risk-rules"
  | "risk-trusted"
  | "channel-codes"
  | "imports"
  | "promoting"
  | "leaderboard"
  | "liabilities"
  | "reconciliation"
  | "materials"
  | "articles"
  | "article"
  | "tiers"
  | "withdrawals"
  | "adjustments"
  | "taxes"
  | "products"
  | "product"
  | "prices"
  | "categories"
  | "freight"
  | "messages"
  | "movements"
  | "stock"
  | "low-stock"
  | "work"
  | "staff"
  | "carriers"
  | "bindings"
  | "settings"
  | "setup"
  | "setting-changes"
  | "texts"
  | "pages"
  | "page"
  | "order-path"
  | "shop-status"
  | "wechat-settings"
  | "commission-rule"
  | "rule-sets"
  | "rule-goods"
  | "theme"
  | "credentials"
  | "leaving"
  | "audit"
  | "audit-actors"
  | "people"
  | "invitations"
  | "my-shops";
