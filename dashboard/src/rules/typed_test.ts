import assert from "node:assert/strict";
import { plainRule } from "./set.ts";
import {
  intervalProblem,
  rateProblem,
  ruleIn,
  stepsProblem,
  sumProblem,
  typedRule,
} from "./typed.ts";

const cell = { scope: "product", scope_id: "p", tier: 2, level: 1 } as const;

Deno.test("a rule that is opened and put back untouched is the same: a rate, a sum, nothing, an interval", () => {
  const plain = plainRule(cell);
  const rules = [
    { ...plain, rate_bps: 1250 },
    { ...plain, rate_bps: null, fixed_fen: 305 },
    plain,
    { ...plain, rate_bps: 1, starts_at: "2026-12-01T00:00:00+08:00", priority: 7 },
  ];
  for (const rule of rules) assert.deepEqual(ruleIn(cell, typedRule(rule)), rule);
});

Deno.test("only what the chosen kind says is sent", () => {
  const typed = { ...typedRule(plainRule(cell)), rate: "5", fixed: "2.50" };
  const sent = (kind: "rate" | "fixed" | "none") => {
    const { rate_bps, fixed_fen } = ruleIn(cell, { ...typed, kind });
    return [rate_bps, fixed_fen];
  };
  assert.deepEqual([sent("rate"), sent("fixed"), sent("none")], [[500, null], [null, 250], [
    0,
    null,
  ]]);
});

Deno.test("rates, sums, intervals and steps say what is wrong with them", () => {
  assert.equal(rateProblem("12.5", 10_000), undefined);
  assert.equal(rateProblem("", 10_000), "请填写比例，最多两位小数");
  assert.equal(rateProblem("51", 5000), "最多 50%");
  assert.match(rateProblem("0", 5000)!, /大于 0/);
  assert.match(sumProblem("0.00")!, /不给/);
  assert.equal(sumProblem("3"), undefined);
  assert.equal(intervalProblem("2026-12-01T00:00:00Z", null), undefined);
  assert.equal(intervalProblem("2026-12-02T00:00:00Z", "2026-12-01T00:00:00Z"), "结束要晚于开始");
  assert.equal(stepsProblem([{ from_fen: 1, bps: 1 }, { from_fen: 2, bps: 2 }]), undefined);
  assert.match(stepsProblem([{ from_fen: 2, bps: 1 }, { from_fen: 2, bps: 2 }])!, /第 2 级/);
  assert.match(stepsProblem([{ from_fen: 0, bps: 1 }])!, /第 1 级/);
});
