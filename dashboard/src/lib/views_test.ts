import assert from "node:assert/strict";
import { ShopMessageKind } from "@/contracts/realtime.ts";
import { kindsThatMove, type View } from "./views.ts";

const views: View[] = [
  "overview",
  "funnel",
  "orders",
  "order",
  "after-sales",
  "commissions",
  "distributors",
  "distributor",
  "withdrawals",
  "products",
  "work",
  "staff",
  "settings",
  "wechat-settings",
  "audit",
  "commission-rule",
  "theme",
  "credentials",
  "movements",
  "bindings",
  "leaving",
];

const people = ["distributors", "distributor"];

/** What is old after a message of each kind. */
const old_after: Record<ShopMessageKind, string[]> = {
  "click.recorded": ["overview", "funnel"],
  "order.placed": ["overview", "funnel", "orders", "products", "movements"],
  "order.paid": ["overview", "funnel", "orders", "order"],
  "order.changed": ["funnel", "orders", "order", "commissions", "products", "movements"],
  "order.refunded": [
    ...[
      "overview",
      "funnel",
      "orders",
      "order",
      "after-sales",
      "commissions",
      "products",
      "movements",
    ],
    ...people,
  ],
  "after_sale.changed": ["orders", "order", "after-sales", "commissions"],
  "distributor.changed": ["commissions", ...people],
  "withdrawal.changed": ["withdrawals", ...people],
  "commission.pending": ["overview", "order", "commissions", ...people],
  "commission.settled": ["overview", "order", "commissions", ...people],
  "staff.changed": ["staff"],
  "work.added": ["work"],
  "work.ended": ["work"],
};

for (const kind of ShopMessageKind.options) {
  Deno.test(`after ${kind} everything that it changes is read again, and nothing else`, () => {
    const moved = views.filter((view) => kindsThatMove(view).includes(kind));
    assert.deepEqual(moved.sort(), [...old_after[kind]].sort());
  });
}
