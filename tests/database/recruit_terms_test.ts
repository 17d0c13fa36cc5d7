import assert from "node:assert/strict";
import { Recruitment } from "@/contracts/recruitment.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { publishRules, rule, shop_rates } from "@/tests/support/rules.ts";
import { recruiting } from "@/tests/support/recruitment.ts";

const payOf = async (mall: Mall) =>
  Recruitment.parse(await recruiting(mall).see(await mall.member())).pay;

Deno.test("who thinks of promoting sees what somebody new earns on each level, and when it is paid", () =>
  onMall(async (mall, db) => {
    const [shop] = await db
      .sql`select settle_days from shop.settings where shop_id = ${mall.shop_id}`;
    const pay = await payOf(mall);
    assert.deepEqual(pay.rates, [
      { level: 1, rate_bps: 1000, fixed_fen: null },
      { level: 2, rate_bps: 500, fixed_fen: null },
    ]);
    assert.equal(pay.rates_vary, false);
    assert.equal(pay.settle_days, shop!.settle_days);
    await publishRules(mall, shop_rates(800, 0, { levels: 1, rules: [] }));
    assert.deepEqual((await payOf(mall)).rates, [{ level: 1, rate_bps: 800, fixed_fen: null }]);
    const later = { starts_at: "2099-01-01T00:00:00+08:00", ends_at: "2100-01-01T00:00:00+08:00" };
    await publishRules(mall, {
      ...shop_rates(800, 200),
      rules: [
        rule({ tier: 1, fixed_fen: 300 }),
        rule({ rate_bps: 800 }),
        rule({ level: 2, rate_bps: 0 }),
        rule({ rate_bps: 900, priority: 9, ...later }),
      ],
    });
    const fixed = await payOf(mall);
    assert.deepEqual(fixed.rates, [
      { level: 1, rate_bps: null, fixed_fen: 300 },
      { level: 2, rate_bps: 0, fixed_fen: null },
    ]);
    assert.equal(fixed.rates_vary, false);
  }));

Deno.test("it is said when goods, tiers or months earn otherwise", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000]);
    const [row] = await mall.db.sql`select product_id from catalog.skus where id = ${sku!}`;
    const scope = { scope: "product", scope_id: row!.product_id } as const;
    await publishRules(mall, shop_rates(800, 200, { rules: [rule({ ...scope, rate_bps: 2000 })] }));
    const pay = await payOf(mall);
    assert.deepEqual([pay.rates[0]!.rate_bps, pay.rates_vary], [800, true]);
    await publishRules(mall, shop_rates(800, 200));
    assert.equal((await payOf(mall)).rates_vary, false);
    await publishRules(
      mall,
      shop_rates(800, 200, { volume_mode: "ahead", volume_steps: [{ from_fen: 100, bps: 50 }] }),
    );
    assert.equal((await payOf(mall)).rates_vary, true);
  }));
