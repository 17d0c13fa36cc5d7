import assert from "node:assert/strict";
import type { LiveMessage } from "@/contracts/realtime.ts";
import type { StaffOrderSummary } from "@/contracts/staff/orders.ts";
import { hear, keyOf, linesOf, messagesOf, nothing_heard, showWaiting } from "./happenings.ts";

const paid = (id: string, at = "2026-11-30T04:00:00Z"): LiveMessage => ({
  kind: "order.paid",
  id,
  at,
  delta: { paid_fen: 100 },
});
const ids = (lines: readonly LiveMessage[]) => lines.map(({ id }) => id);

Deno.test("what happens is shown at once, the newest first, and no more than forty", () => {
  let heard = nothing_heard;
  for (let n = 0; n < 45; n++) heard = hear(heard, paid(String(n)), false);
  assert.equal(heard.shown.length, 40);
  assert.deepEqual(ids(heard.shown).slice(0, 2), ["44", "43"]);
  assert.equal(new Set(heard.shown.map(keyOf)).size, 40);
});

Deno.test("while somebody reads, new ones wait and nothing moves; then they come on top", () => {
  let heard = hear(nothing_heard, paid("1"), false);
  heard = hear(hear(heard, paid("2"), true), paid("3"), true);
  assert.deepEqual([ids(heard.shown), ids(heard.waiting)], [["1"], ["3", "2"]]);
  heard = showWaiting(heard);
  assert.deepEqual([ids(heard.shown), ids(heard.waiting)], [["3", "2", "1"], []]);
});

Deno.test("what is no news to people is left out, and does not count as waiting", () => {
  const moved: LiveMessage = { kind: "commission.pending", id: "1", at: "2026-11-30T04:00:00Z" };
  assert.deepEqual(hear(nothing_heard, moved, true), nothing_heard);
});

Deno.test("what was read and heard stands once, by time whatever the zone it is written in", () => {
  const heard = hear(nothing_heard, paid("a", "2026-11-30T12:00:01+08:00"), false).shown;
  const recent = [
    paid("a"),
    paid("b", "2026-11-30T04:00:02Z"),
    { ...paid("a"), kind: "order.placed" as const, at: "2026-11-30T03:00:00Z" },
  ];
  const lines = linesOf(recent, heard);
  assert.deepEqual(lines.map(({ kind, id }) => `${kind} ${id}`), [
    "order.paid b",
    "order.paid a",
    "order.placed a",
  ]);
  assert.ok("n" in lines[1]!); // the one that was heard, which is marked as new
});

Deno.test("an order tells of its payment, or that it waits for it, or nothing", () => {
  const order = (over: Partial<StaffOrderSummary>) =>
    messagesOf({
      id: "1",
      placed_at: "2026-11-30T04:00:00Z",
      paid_at: null,
      payable_fen: 990,
      status: "pending_payment",
      ...over,
    } as StaffOrderSummary);
  assert.deepEqual(order({}), [{ kind: "order.placed", id: "1", at: "2026-11-30T04:00:00Z" }]);
  assert.deepEqual(order({ status: "closed" }), []);
  const at = "2026-11-30T05:00:00Z";
  assert.deepEqual(order({ status: "closed", paid_at: at }), [
    { kind: "order.paid", id: "1", at, delta: { paid_fen: 990 } },
  ]);
});
