import assert from "node:assert/strict";
import type { ImportRow } from "@/contracts/staff/imports.ts";
import { nothing_sent, type Progress, sendRows } from "./sending.ts";

const rows = Array.from({ length: 450 }, (_, n): ImportRow => ({
  ...{ line: n + 2, kind: "distributor", name: "", phone: "13800000001", remark: "" },
}));
const waiting = (some: ImportRow[]) => ({
  items: some.map(({ line }) => ({
    ...{ line, outcome: "waiting" as const, field: null, message: "", token: null },
  })),
});

Deno.test("rows go in portions; a failure ends it where it is, and it goes on from there", async () => {
  const sizes: number[] = [];
  let now: Progress = nothing_sent;
  const send = (some: ImportRow[]) => {
    if (sizes.length === 1) throw new Error("网络不通");
    sizes.push(some.length);
    return Promise.resolve(waiting(some));
  };
  await assert.rejects(sendRows(rows, send, nothing_sent, (one) => now = one), /网络不通/);
  assert.deepEqual([now.through, now.lines.size], [200, 200]);
  const rest = (some: ImportRow[]) => {
    sizes.push(some.length);
    return Promise.resolve(waiting(some));
  };
  const end = await sendRows(rows, rest, now, (one) => now = one);
  assert.deepEqual([sizes, end.through, end.lines.size], [[200, 200, 50], 450, 450]);
  let asked = 0;
  const stopped = await sendRows(rows, rest, nothing_sent, () => {}, () => ++asked > 1);
  assert.equal(stopped.through, 200);
});
