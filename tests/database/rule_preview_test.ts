import assert from "node:assert/strict";
import type { RulePreview } from "@/contracts/staff/rule_preview.ts";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { Mall } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import { draftRules, extra, publishRules, rule, shop_rates } from "@/tests/support/rules.ts";
import { openTiers } from "@/tests/support/tiers.ts";

/** Replays the draft to its end. */
async function preview(mall: Mall, form: RuleSetForm, days = 30): Promise<RulePreview> {
  const { revision } = await draftRules(mall, form);
  const ask = (fn: string, args: Record<string, unknown>) =>
    mall.db.call<RulePreview>(mall.owner, fn, { shop: mall.shop, ...args });
  let told = await ask("preview_rule_draft", { revision, days });
  while (!told.is_done) {
    const before = told.done_orders;
    told = await ask("continue_rule_preview", { preview_id: told.id });
    assert.ok(told.is_done || told.done_orders > before);
  }
  assert.deepEqual(await ask("get_rule_preview", { preview_id: told.id }), told);
  return told;
}

/** The same two months of trade in any shop: tiers, odd prices, quantities, refunds in pieces, a month's volume. */
async function trade(mall: Mall, form: (skus: string[]) => RuleSetForm) {
  await openTiers(mall, 2);
  const { level1, level2, buyer } = await mall.chain();
  const lone = await mall.member();
  await mall.promote(lone);
  const other = await mall.member();
  await mall.bind(other, lone);
  await mall.db.sql`update referral.distributors set tier = 2 where id = ${level1.member_id}`;
  const skus = await mall.product([3333, 999, 12_345]) as string[];
  await mall.settings({ discount_from_fen: 5000, discount_fen: 777 });
  const rules = form(skus);
  await publishRules(mall, rules);
  for (const [n, who] of [buyer, other, buyer, buyer, other].entries()) {
    const lines = skus.slice(0, 1 + n % 3).map((sku_id, i) => ({
      sku_id,
      quantity: 1 + (n + i) % 3,
    }));
    await mall.db.clock.advance(minutes(1));
    const { order_id } = await mall.buy(who, lines);
    if (n % 2 === 0) {
      await mall.approveRefund(
        await mall.askRefund(who, order_id, [{ line_no: 1, quantity: 1 }]),
      );
    }
  }
  return { level1, level2, skus };
}

const plain = () => shop_rates(1000, 500);
const rich = ([first, second]: string[]) =>
  shop_rates(1100, 300, {
    rules: [
      rule({ tier: 2, rate_bps: 1750 }),
      rule({ scope: "sku", scope_id: first!, fixed_fen: 211 }),
      rule({ scope: "sku", scope_id: second!, level: 2, rate_bps: 0 }),
    ],
    extras: [extra({ extra_bps: 333 })],
    cap_bps: 2500,
  });

Deno.test("a preview equals, fen by fen, what the set pays in a shop with the same trade", async () => {
  const db = await testDatabase();
  try {
    const asked = await Mall.open(db, "asked");
    const { skus } = await trade(asked, plain);
    const told = await preview(asked, rich(skus));
    const paying = await Mall.open(db, "paying");
    await trade(paying, rich);
    const [paid] = await db.sql`
      select sum(commission_fen - reversed_fen)::int as all,
             sum(commission_fen - reversed_fen) filter (where level = 1)::int as level1
        from ledger.commissions where shop_id = ${paying.shop_id}`;
    assert.deepEqual([told.after_fen, told.level1.after_fen], [paid!.all, paid!.level1]);
    const [before] = await db.sql`
      select sum(commission_fen - reversed_fen)::int as all from ledger.commissions
       where shop_id = ${asked.shop_id}`;
    assert.equal(told.before_fen, before!.all);
    assert.deepEqual([told.orders, told.done_orders], [5, 5]);
    const moved = (list: RulePreview["winners"]) =>
      list.reduce((sum, { change_fen }) => sum + change_fen, 0);
    assert.equal(moved(told.winners) + moved(told.losers), told.after_fen - told.before_fen);
    assert.equal(moved(told.products), told.after_fen - told.before_fen);
    await asked.checkBooks();
    await paying.checkBooks();
  } finally {
    await db.drop();
  }
});

Deno.test("a preview counts a month's volume, before it is paid and by slices as afterwards", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-03-03T10:00:00+08:00");
    const volume_steps = [{ from_fen: 5000, bps: 100 }, { from_fen: 20_000, bps: 250 }];
    await trade(mall, plain);
    await db.clock.advance(1);
    for (const volume_mode of ["after_whole", "after_slices"] as const) {
      const form = shop_rates(1000, 500, { volume_mode, volume_steps });
      const told = await preview(mall, form);
      assert.ok(told.volume.after_fen > 0 && told.volume.before_fen === 0);
      assert.equal(told.after_fen - told.before_fen, told.volume.after_fen);
      await db.sql`update shop.rule_sets set volume_mode = ${volume_mode} where version = 2`;
      const [earned] = await db.sql`
        select sum(b.bonus_fen)::int as fen from referral.distributors d
         cross join lateral private.month_lines(d.shop_id, d.id, '2031-03-01') l
          join shop.rule_sets r on r.shop_id = d.shop_id and r.state = 'draft'
         cross join lateral private.bonus_of(
           row(l.order_id, l.line_no, l.buyer_id, l.settle_days, r.id, l.goods_fen, l.kept_fen,
             l.up_to_fen, l.volume_fen, l.terms), r) b`;
      assert.equal(told.volume.after_fen, earned!.fen);
    }
    const ahead = await preview(
      mall,
      shop_rates(1000, 500, { volume_mode: "ahead", volume_steps }),
    );
    assert.ok(ahead.level1.after_fen > ahead.level1.before_fen);
  }));

Deno.test("a preview names goods whose commission eats their margin, and orders that the cap cuts", () =>
  onMall(async (mall, db) => {
    const { skus } = await trade(mall, plain);
    await db.sql`update catalog.skus set cost_fen = price_fen - 100`;
    const told = await preview(mall, rich(skus));
    assert.equal(told.over_margin.length, 1);
    const [over] = told.over_margin;
    assert.ok(over!.commission_fen > over!.margin_fen);
    const capped = await preview(mall, { ...rich(skus), cap_bps: 1500 });
    assert.equal(capped.capped_orders, 1); // the one with the second SKU at 17.5 %
    assert.ok(capped.after_fen <= capped.goods_fen * 0.15);
  }));

Deno.test("a preview ends with its draft, and belongs to its shop", () =>
  onMall(async (mall) => {
    const told = await preview(mall, plain());
    assert.deepEqual([told.orders, told.is_done, told.after_fen], [0, true, 0]);
    const ask = () =>
      mall.db.call(mall.owner, "get_rule_preview", { shop: mall.shop, preview_id: told.id });
    await ask();
    await draftRules(mall, shop_rates(900, 500));
    await refuses("RULE_PREVIEW_NOT_FOUND", ask());
    const stale = mall.db.call(mall.owner, "preview_rule_draft", {
      shop: mall.shop,
      revision: 1,
      days: 90,
    });
    await refuses("RULE_DRAFT_CHANGED", stale);
  }));
