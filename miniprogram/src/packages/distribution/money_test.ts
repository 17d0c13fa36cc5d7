import assert from "node:assert/strict";
import type { DistributorCenter } from "@/contracts/distributors.ts";
import { counted } from "./count_up";
import { withMessage } from "./figures";
import { mostFen, planWithdrawal } from "./withdraw_plan";
import { parseYuan, typedYuan } from "../../utils/yuan";

const center: DistributorCenter = {
  distributor: null,
  terms_version: "1",
  levels: 2,
  balances: {
    available_fen: 9742,
    pending_fen: 100,
    held_fen: 0,
    settled_fen: 9742,
    withdrawing_fen: 0,
    withdrawn_fen: 0,
  },
  today: { earned_fen: 100, orders: 1, clicks: 3 },
  customer_count: 0,
  team_count: 0,
  unread_notices: 0,
  withdrawal: {
    is_open: true,
    closed_reason: null,
    minimum_fen: 100,
    maximum_fen: 5000,
    fee_bps: 60,
  },
};

Deno.test("yuan as typed become fen without floating point", () => {
  const cases: [string, number | undefined][] = [
    ["12.3", 1230],
    ["0.29", 29],
    ["1.", 100],
    [" 8 ", 800],
    ["999999999.99", 99999999999],
    ["0", undefined],
    ["0.00", undefined],
    ["1.234", undefined],
    ["-1", undefined],
    ["1e3", undefined],
    [".5", undefined],
    ["", undefined],
  ];
  for (const [text, fen] of cases) assert.equal(parseYuan(text), fen, text);
  for (const fen of [1, 10, 100, 1230, 99999999999]) assert.equal(parseYuan(typedYuan(fen)), fen);
});

Deno.test("a plan is the amount that was typed", () => {
  assert.deepEqual(planWithdrawal("33.35", center), { amount_fen: 3335, problem: "" });
});

Deno.test("a plan says what is wrong with an amount", () => {
  const problem = (text: string) => planWithdrawal(text, center).problem;
  assert.equal(problem(""), "");
  assert.equal(problem("x"), "请输入金额，最多两位小数");
  assert.equal(problem("0.99"), "每笔最低 ¥1");
  assert.equal(problem("50.01"), "每笔最高 ¥50");
  assert.equal(problem("97.43"), "超过可提现金额");
});

Deno.test("exactly the minimum, the maximum and the whole balance may be taken out", () => {
  const roomy = { ...center, withdrawal: { ...center.withdrawal, maximum_fen: 100_000 } };
  assert.equal(planWithdrawal("1", center).problem, "");
  assert.equal(planWithdrawal("50", center).problem, "");
  assert.equal(planWithdrawal("97.42", roomy).problem, "");
});

Deno.test("the most is the smaller of balance and maximum, and never below nothing", () => {
  assert.equal(mostFen(center), 5000);
  const indebted = { ...center, balances: { ...center.balances, available_fen: -5 } };
  assert.equal(mostFen(indebted), 0);
});

Deno.test("a live message moves the figures it names, and new commission today's earnings", () => {
  const at = "2026-11-25T00:00:00Z";
  const earned = withMessage(center, {
    kind: "commission.pending",
    id: "o",
    at,
    delta: { pending_fen: 456 },
  });
  assert.equal(earned.balances.pending_fen, 556);
  assert.equal(earned.today.earned_fen, 556);
  const settled = withMessage(earned, {
    kind: "commission.settled",
    id: "o",
    at,
    delta: { pending_fen: -456, available_fen: 456, settled_fen: 456 },
  });
  assert.equal(settled.balances.pending_fen, 100);
  assert.equal(settled.balances.available_fen, 10198);
  assert.equal(settled.today.earned_fen, 556);
  assert.equal(withMessage(center, { kind: "withdrawal.changed", id: "w", at }), center);
});

Deno.test("counting starts quickly and ends exactly", () => {
  assert.equal(counted(0, 400, 0.5), 350);
  assert.equal(counted(100, 556, 1), 556);
});
