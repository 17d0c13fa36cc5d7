import assert from "node:assert/strict";
import type { Member } from "@/tests/support/mall.ts";
import { minutes, onMall, seconds } from "@/tests/support/on_mall.ts";
import { boundTo, click, earners, signIn, visit } from "@/tests/support/sharing.ts";
import { lastSharer, twoDistributors } from "@/tests/support/openings.ts";

Deno.test("C14 protection lasts to its last moment and not a moment longer", () =>
  onMall(async (mall, db) => {
    const [a, b] = await twoDistributors(mall);
    const [early, late] = await mall.members(2) as [Member, Member];
    await click(mall, early, a);
    await click(mall, late, a);
    await db.clock.advance(15 - seconds(0.001));
    assert.equal((await click(mall, early, b)).bound, false);
    await db.clock.advance(seconds(0.001));
    assert.equal((await click(mall, late, b)).bound, true);
  }));

Deno.test("C26 a visitor's click binds for 30 days to the moment, and a later opening in its slot counts from then", () =>
  onMall(async (mall, db) => {
    const [a] = await twoDistributors(mall);
    const [in_time, too_late] = [crypto.randomUUID(), crypto.randomUUID()];
    await visit(mall, in_time, a);
    await visit(mall, too_late, a);
    await db.clock.advance(minutes(9));
    await visit(mall, in_time, a);
    await db.clock.advance(30 - minutes(9));
    const exact = await signIn(mall, too_late);
    assert.equal(await boundTo(mall, exact), a.member_id, "30 days are still within 30 days");
    await db.clock.advance(seconds(0.001));
    const over = crypto.randomUUID();
    assert.equal(await lastSharer(mall, exact), undefined);
    assert.equal(await boundTo(mall, await signIn(mall, over)), null);
    await db.clock.advance(minutes(9) - seconds(0.001));
    assert.equal(await boundTo(mall, await signIn(mall, in_time)), a.member_id);
  }));

Deno.test("C26 one millisecond after 30 days a visitor's click binds nobody", () =>
  onMall(async (mall, db) => {
    const [a] = await twoDistributors(mall);
    const visitor = crypto.randomUUID();
    await visit(mall, visitor, a);
    await db.clock.advance(30 + seconds(0.001));
    assert.equal(await boundTo(mall, await signIn(mall, visitor)), null);
  }));

Deno.test("C14 where the newest decides, a visitor's older click does not outdo a card opened since", () =>
  onMall(async (mall, db) => {
    const [a, b] = await twoDistributors(mall);
    await mall.settings({ binding_mode: "newest" });
    const openid = crypto.randomUUID();
    const member = await mall.member(openid);
    const visitor = crypto.randomUUID();
    const acts = [
      () => click(mall, member, a),
      () => visit(mall, visitor, b),
      () => click(mall, member, a),
    ];
    for (const act of acts) {
      await db.clock.advance(1);
      await act();
    }
    await db.clock.advance(1);
    await signIn(mall, visitor, openid);
    assert.equal(await boundTo(mall, member), a.member_id);
  }));

Deno.test("C20 a card brings an order for 30 days to the moment", () =>
  onMall(async (mall, db) => {
    const [a] = await twoDistributors(mall);
    const buyer = await mall.member();
    await click(mall, buyer, a);
    await db.clock.advance(30);
    assert.equal(await lastSharer(mall, buyer), a.member_id);
    await db.clock.advance(seconds(0.001));
    assert.equal(await lastSharer(mall, buyer), undefined);
  }));

Deno.test("C16 where the newest decides a purchase begins no protection, whatever the shop says of renewing", () =>
  onMall(async (mall) => {
    const [a, b] = await twoDistributors(mall);
    await mall.settings({ binding_mode: "newest", purchase_renews_protection: true });
    const buyer = await mall.member();
    await click(mall, buyer, a);
    const [sku_id] = await mall.product([1000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.db.clock.advance(minutes(11));
    assert.equal((await click(mall, buyer, b)).bound, true);
    assert.deepEqual(await earners(mall, buyer), [b.member_id, null]);
  }));

Deno.test("an order that earns for its own buyer does not count for the buyer's binding", () =>
  onMall(async (mall, db) => {
    const [a, b] = await twoDistributors(mall);
    await mall.bind(b, a);
    await mall.settings({ self_purchase_commission: true });
    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(b, [{ sku_id, quantity: 1 }]);
    const [order] = await db.sql`
      select level1_id, binding_id from trade.orders where id = ${order_id}`;
    assert.deepEqual({ ...order }, { level1_id: b.member_id, binding_id: null });
  }));
