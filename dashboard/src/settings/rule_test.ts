import assert from "node:assert/strict";
import { ruleOf, ruleProblem } from "./rule.ts";

Deno.test("rates are typed in percent and sent in basis points", () => {
  assert.deepEqual(ruleOf({ level1: "10", level2: "5.5", cap: "20.00", levels: 2 }), {
    level1_bps: 1000,
    level2_bps: 550,
    cap_bps: 2000,
    levels: 2,
  });
  assert.equal(ruleOf({ level1: "10", level2: "", cap: "20", levels: 1 }), undefined);
});

Deno.test("both levels may reach the cap and not pass it, and the cap is at most half", () => {
  const typed = (level1: string, level2: string, cap: string) => ({
    level1,
    level2,
    cap,
    levels: 2 as const,
  });
  assert.equal(ruleProblem(typed("15", "5", "20"), "cap"), undefined);
  assert.match(ruleProblem(typed("15", "5.01", "20"), "cap")!, /超过/);
  assert.equal(ruleProblem(typed("15", "5.01", "20"), "level1"), undefined); // said once
  assert.equal(ruleProblem(typed("10", "5", "50"), "cap"), undefined);
  assert.match(ruleProblem(typed("10", "5", "50.01"), "cap")!, /50%/);
  assert.match(ruleProblem(typed("1.234", "5", "20"), "level1")!, /两位小数/);
});
