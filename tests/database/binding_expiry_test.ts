import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { tellExpiries, told } from "@/tests/support/notices.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { boundTo, click, earners } from "@/tests/support/sharing.ts";

async function promoted(mall: Mall): Promise<[Member, Member]> {
  const [promoter, buyer] = await mall.members(2) as [Member, Member];
  await mall.promote(promoter);
  return [promoter, buyer];
}

Deno.test("C14 expiry is told three days before and when it comes, once each, and changes nothing", () =>
  onMall(async (mall, db) => {
    const [promoter, buyer] = await promoted(mall);
    const { binding } = await click(mall, buyer, promoter);
    await db.clock.advance(11.99);
    assert.equal(await tellExpiries(mall), 0);
    await db.clock.advance(0.02);
    assert.deepEqual([await tellExpiries(mall), await tellExpiries(mall)], [1, 0]);
    assert.deepEqual(await told(mall, promoter), ["binding_expiring"]);
    await db.clock.advance(3);
    assert.deepEqual([await tellExpiries(mall), await tellExpiries(mall)], [1, 0]);
    assert.deepEqual(await told(mall, promoter), ["binding_expiring", "binding_expired"]);
    assert.deepEqual(await earners(mall, buyer), [promoter.member_id, null]);
    assert.deepEqual((await db.call<{ binding: unknown }>(buyer, "get_binding")).binding, binding);
  }));

Deno.test("C16 a purchase that renews protection makes its expiry due again", () =>
  onMall(async (mall, db) => {
    await mall.settings({ purchase_renews_protection: true });
    const [promoter, buyer] = await promoted(mall);
    const [sku_id] = await mall.product([1000]) as [string];
    await click(mall, buyer, promoter);
    await db.clock.advance(13);
    assert.equal(await tellExpiries(mall), 1);
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await db.clock.advance(3);
    assert.equal(await tellExpiries(mall), 0, "renewed for 15 days");
    await db.clock.advance(10);
    assert.equal(await tellExpiries(mall), 1);
    assert.deepEqual(await told(mall, promoter), ["binding_expiring", "binding_expiring"]);
  }));

Deno.test("the shop says how many days ahead; ten of fifteen are told after five", () =>
  onMall(async (mall, db) => {
    await mall.settings({ expiry_notice_days: 10 });
    const [promoter, buyer] = await promoted(mall);
    await click(mall, buyer, promoter);
    await db.clock.advance(5.01);
    assert.equal(await tellExpiries(mall), 1);
    assert.deepEqual(await told(mall, promoter), ["binding_expiring"]);
  }));

Deno.test("where both moments passed unseen only the end is told; no end, nothing to tell", () =>
  onMall(async (mall, db) => {
    const [promoter, buyer] = await promoted(mall);
    await click(mall, buyer, promoter);
    await db.clock.advance(20);
    assert.deepEqual([await tellExpiries(mall), await tellExpiries(mall)], [1, 0]);
    assert.deepEqual(await told(mall, promoter), ["binding_expired"]);
    for (const mode of ["permanent", "newest"]) {
      await mall.settings({ binding_mode: mode });
      await click(mall, await mall.member(), promoter);
    }
    await db.clock.advance(60);
    assert.equal(await tellExpiries(mall), 0);
  }));

Deno.test("C66 many workers and clicks at once: each expiry is told once, by small batches", () =>
  onMall(async (mall, db) => {
    const [promoter, rival] = await promoted(mall);
    await mall.promote(rival);
    const buyers = await mall.members(12);
    for (const buyer of buyers) await click(mall, buyer, promoter);
    await db.clock.advance(15.01);
    const leaving = buyers.slice(0, 4);
    const workers = Array.from({ length: 8 }, async () => {
      while (await tellExpiries(mall, 3) > 0);
    });
    await Promise.all([...workers, ...leaving.map((buyer) => click(mall, buyer, rival))]);
    while (await tellExpiries(mall, 3) > 0);
    for (const buyer of leaving) assert.equal(await boundTo(mall, buyer), rival.member_id);
    const [row] = await db.sql`
      select count(*) filter (where kind = 'customer_lost')::int as lost,
             count(*) filter (where kind = 'binding_expired')::int as expired,
             count(distinct detail ->> 'binding_id') filter (where kind = 'binding_expired')::int
               as bindings
        from referral.notices where member_id = ${promoter.member_id}`;
    assert.equal(row!.lost, 4);
    assert.equal(row!.expired, row!.bindings, "none was told twice");
    assert.ok(row!.expired >= 8 && row!.expired <= 12, `${row!.expired}`);
  }));
