import assert from "node:assert/strict";
import type { PromoterFigures } from "@/contracts/promoting.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";

/** So many paid orders, each with a commission and five openings of a link, all within thirty days. */
async function sell(db: TestDatabase, who: Member, sku: string, orders: number) {
  await db.sql`
    with made as (
      insert into trade.orders (shop_id, id, number, member_id, status, amount_fen, discount_fen,
          freight_fen, payable_fen, level1_id, rule_set_id, level1_tier, after_sale_days,
          auto_receive_days, settle_days, placed_at, expires_at, paid_at)
      select m.shop_id, (left(private.id_at(t.at)::text, 19) || right(m.id::text, 17))::uuid,
             ${`n${orders}-`} || n, m.id, 'paid', 1000, 0, 0, 1000, ${who.member_id}, r.id, 1, 15, 10, 15, t.at,
             t.at, t.at
        from (select x.*, row_number() over () as n from member.members x
               where x.id <> ${who.member_id} limit ${orders}) m
       cross join lateral (select private.now() - n * interval '40 seconds') t(at)
       cross join lateral private.rule_set_at(m.shop_id, private.now()) r
      returning *
    ), line as (
      insert into trade.order_lines (shop_id, order_id, line_no, product_id, sku_id, title, spec,
          image_url, price_fen, quantity, discount_fen, freight_fen)
      select o.shop_id, o.id, 1, s.product_id, s.id, '商品', '规格', '', 1000, 1, 0, 0
        from made o join catalog.skus s on s.shop_id = o.shop_id and s.id = ${sku}
    ), opened as (
      insert into referral.clicks (shop_id, slot, share_id, actor_id, id, member_id, clicked_at)
      select o.shop_id, date_bin('10 minutes', o.paid_at, '2000-01-01') - n * interval '1 hour',
             s.id, o.member_id, gen_random_uuid(), o.member_id, o.paid_at
        from made o cross join generate_series(1, 5) n
        join referral.shares s on s.shop_id = o.shop_id and s.sharer_id = ${who.member_id}
    )
    insert into ledger.commissions (shop_id, id, order_id, line_no, level, distributor_id,
        buyer_id, rule_kind, rule_id, rule_version, base_fen, rate_bps, cap_bps, commission_fen,
        remaining_base_fen, settle_days, created_at)
    select o.shop_id, o.id, o.id, 1, 1, o.level1_id, o.member_id, 'shop', o.rule_set_id, 1, 1000,
           1000, 3000, 100, 1000, 15, o.paid_at from made o`;
}

/** The least of three, in milliseconds. */
async function took(work: () => Promise<unknown>): Promise<number> {
  const times = [];
  for (let n = 0; n < 3; n++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return Math.min(...times);
}

Deno.test("a month's figures take time by what was sold, not by its square", async () => {
  const db = await testDatabase();
  try {
    const mall = await Mall.open(db);
    const [sku] = await mall.product([1000]) as [string];
    const [few, many] = await mall.members(2) as [Member, Member];
    await db.sql`insert into member.members (shop_id, id)
      select ${mall.shop_id}, gen_random_uuid() from generate_series(1, 1600)`;
    const spans = [];
    for (const [who, orders] of [[few, 200], [many, 1600]] as const) {
      await mall.promote(who);
      await db.call(who, "create_share", { page: "home", channel: "chat" });
      await sell(db, who, sku, orders);
      const figures = () => db.call<PromoterFigures>(who, "get_my_figures", { days: 30 });
      const { totals, products } = await figures();
      assert.deepEqual([totals.orders, totals.openings, totals.conversion_bps], [
        orders,
        5 * orders,
        10_000,
      ]);
      assert.deepEqual([products[0]!.orders, products[0]!.kept_fen], [orders, 100 * orders]);
      spans.push(await took(figures));
    }
    const [short, long] = spans as [number, number];
    assert.ok(long < 20 * short, `${short} ms for 200 orders, ${long} ms for 1,600`);
  } finally {
    await db.drop();
  }
});
