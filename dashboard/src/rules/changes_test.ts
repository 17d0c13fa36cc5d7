import assert from "node:assert/strict";
import type { RuleSetForm, SetRule } from "@/contracts/staff/rules.ts";
import { changesOf } from "./changes.ts";
import { merged } from "./merge.ts";
import { plainRule, withRules } from "./set.ts";

const shop = (some: Partial<SetRule> = {}): SetRule => ({
  ...plainRule({ scope: "shop", scope_id: null, tier: null, level: 1 }),
  ...some,
});
const tea = (some: Partial<SetRule> = {}) => shop({ scope: "category", scope_id: "c", ...some });
const extra = {
  ...{ name: "年货", scope: "category", scope_id: "c", extra_bps: 200 } as const,
  ...{ starts_at: "2026-12-01T00:00:00+08:00", ends_at: "2026-12-31T00:00:00+08:00" },
};
const base: RuleSetForm = {
  ...{ levels: 2, cap_bps: 2000, extras: [], volume_mode: null, volume_steps: [] },
  rules: [shop({ rate_bps: 1000 }), shop({ level: 2, rate_bps: 500 })],
};
const names = {
  place: ({ scope_id }: { scope_id: string | null }) => scope_id === null ? "全店" : "茶叶",
  tiers: { 2: "金牌" },
};
const words = (after: RuleSetForm, before = base) =>
  changesOf(before, after, names).map(({ what, before, after }) => `${what}：${before} → ${after}`);

Deno.test("a set has no changes against itself, in whatever order its rules stand", () => {
  assert.deepEqual(words({ ...base, rules: base.rules.toReversed() }), []);
});

Deno.test("every difference of two sets is said in words: levels, cap, cells, extras, steps", () => {
  const after: RuleSetForm = {
    ...{ levels: 1, cap_bps: 2500 },
    rules: [
      shop({ rate_bps: 800 }),
      tea({ tier: 2, rate_bps: null, fixed_fen: 300 }),
      tea({ rate_bps: 0, priority: 3, ends_at: "2026-12-31T00:00:00+08:00" }),
    ],
    extras: [extra],
    ...{ volume_mode: "ahead", volume_steps: [{ from_fen: 1_000_000, bps: 100 }] },
  };
  assert.deepEqual(words(after).map((line) => line.replaceAll("2026年", "")), [
    "层级：两级 → 只有一级",
    "上限：20% → 25%",
    "全店 · 任意等级 · 一级：10% → 8%",
    "全店 · 任意等级 · 二级：5% → 沿用",
    "茶叶 · 金牌 · 一级：沿用 → ¥3.00/件",
    "茶叶 · 任意等级 · 一级：沿用 → 不给（到 12月31日 00:00 为止，优先级 3）",
    "加佣“年货” · 茶叶：没有 → 2%，12月1日 00:00 至 12月31日 00:00",
    "阶梯：不用阶梯 → 下单时按当月销量：满 ¥10,000.00 加 1%",
  ]);
  assert.equal(words(base, after).length, 8, "and the other way round");
});

Deno.test("what two changed in different places is kept of both; in one place mine stands, and is named", () => {
  const cell = shop();
  const mine = withRules({ ...base, cap_bps: 2200 }, cell, [shop({ rate_bps: 900 })]);
  const theirs = withRules(
    { ...base, extras: [extra], rules: [...base.rules, tea({ rate_bps: 700 })] },
    cell,
    [shop({ rate_bps: 1100 })],
  );
  const { form, conflicts } = merged(base, mine, theirs, names);
  assert.deepEqual(conflicts, ["全店 · 任意等级 · 一级"]);
  assert.deepEqual(words(form), [
    "上限：20% → 22%",
    "全店 · 任意等级 · 一级：10% → 9%",
    "茶叶 · 任意等级 · 一级：沿用 → 7%",
    words({ ...base, extras: [extra] })[0],
  ]);
});

Deno.test("what one took away and the other left alone stays away", () => {
  const with_tea = { ...base, rules: [...base.rules, tea({ rate_bps: 700 })], extras: [extra] };
  const taken = merged(with_tea, base, { ...with_tea, levels: 1 }, names);
  assert.deepEqual(taken, { form: { ...base, levels: 1 }, conflicts: [] });
  assert.deepEqual(merged(with_tea, with_tea, base, names).form, base);
});
