import assert from "node:assert/strict";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { isBusy } from "./refund.ts";

type OrderLine = StaffOrder["lines"][number];

Deno.test("a line with an after-sale under way is busy", () => {
  const line = { quantity: 3, refunded_quantity: 0, refundable_quantity: 3 } as OrderLine;
  assert.equal(isBusy(line), false);
  assert.equal(isBusy({ ...line, refundable_quantity: 2 }), true);
});
