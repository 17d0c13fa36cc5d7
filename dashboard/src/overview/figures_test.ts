import assert from "node:assert/strict";
import type { Overview } from "@/contracts/insight.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { withMessage, withWork } from "./figures.ts";

const figures = {
  clicks: 5,
  buyers: 2,
  orders: 3,
  paid_orders: 2,
  paid_fen: 10_000,
  refunded_fen: 0,
  commission_pending_fen: 100,
  commission_settled_fen: 0,
};
const overview: Overview = {
  as_of: "2026-11-30T12:00:00+08:00",
  today: figures,
  yesterday: figures,
};
const message = (delta: Record<string, number>, at = "2026-11-30T04:00:01Z"): LiveMessage => ({
  kind: "order.paid",
  id: "x1",
  at,
  delta,
});

Deno.test("a message's delta is added to today's figures of the same name, and to nothing else", () => {
  const after = withMessage(overview, message({ paid_orders: 1, paid_fen: 4999, open_work: 1 }));
  assert.deepEqual(after.today, { ...figures, paid_orders: 3, paid_fen: 14_999 });
  assert.deepEqual(after.yesterday, figures);
});

Deno.test("what happened before the figures were read is not added twice", () => {
  for (const at of ["2026-11-30T04:00:00Z", "2026-11-30T03:59:59Z"]) {
    assert.deepEqual(withMessage(overview, message({ clicks: 1 }, at)), overview);
  }
});

Deno.test("work that comes and goes moves its count, which is never less than none", () => {
  const count = { open: 1, kinds: {} };
  assert.equal(withWork(count, message({ open_work: 1 })).open, 2);
  assert.equal(withWork(count, message({ open_work: -1 })).open, 0);
  assert.equal(withWork({ ...count, open: 0 }, message({ open_work: -1 })).open, 0);
});
