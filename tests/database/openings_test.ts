import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { minutes, onMall, seconds } from "@/tests/support/on_mall.ts";
import {
  boundTo,
  click,
  decide,
  earners,
  shareOf,
  signIn,
  visit,
} from "@/tests/support/sharing.ts";
import { lastSharer, twoDistributors } from "@/tests/support/openings.ts";

Deno.test("clicks A, B, A within ten minutes: A earns where the newest decides, and two clicks are counted", () =>
  onMall(async (mall, db) => {
    const [a, b] = await twoDistributors(mall);
    await mall.settings({ binding_mode: "newest" });
    const buyer = await mall.member();
    for (const [sharer, counted] of [[a, true], [b, true], [a, false]] as const) {
      await db.clock.advance(seconds(5));
      const answer = await click(mall, buyer, sharer);
      assert.deepEqual([answer.counted, answer.bound], [counted, true]);
      assert.deepEqual(await earners(mall, buyer), [sharer.member_id, null]);
      assert.equal(await lastSharer(mall, buyer), sharer.member_id);
    }
    const rows = await db.sql<{ openings: number }[]>`
      select openings from referral.clicks where member_id = ${buyer.member_id} order by id`;
    assert.deepEqual(rows.map(({ openings }) => openings), [2, 1]);
    const told = await db.sql`select from realtime.messages where event = 'click.recorded'`;
    assert.equal(told.length, 2);
  }));

Deno.test("a visitor who opened A, B, A and then signs in is bound to A, whose card was opened last", () =>
  onMall(async (mall, db) => {
    const [a, b] = await twoDistributors(mall);
    const visitor = crypto.randomUUID();
    for (const sharer of [a, b, a]) {
      await db.clock.advance(seconds(5));
      await visit(mall, visitor, sharer);
    }
    const member = await signIn(mall, visitor);
    assert.equal(await boundTo(mall, member), a.member_id);
    assert.equal(await lastSharer(mall, member), a.member_id);
  }));

Deno.test("protection ends within the slot: the same card opened again binds", () =>
  onMall(async (mall, db) => {
    const [a, b] = await twoDistributors(mall);
    const buyer = await mall.member();
    await db.clock.advance(minutes(5));
    await click(mall, buyer, a);
    await db.clock.advance(15 - minutes(1));
    assert.deepEqual(await opened(mall, buyer, b), [true, false]);
    await db.clock.advance(minutes(2));
    assert.deepEqual(await opened(mall, buyer, b), [false, true]);
    assert.equal(await boundTo(mall, buyer), b.member_id);
  }));

/** Opens a share; answers whether that was counted, and whether it bound. */
async function opened(mall: Mall, buyer: Member, sharer: Member): Promise<[boolean, boolean]> {
  const { counted, bound } = await click(mall, buyer, sharer);
  return [counted, bound];
}

Deno.test("a distributor restored from suspension binds by the same card in the same ten minutes", () =>
  onMall(async (mall) => {
    const [a] = await twoDistributors(mall);
    const buyer = await mall.member();
    const { token } = await shareOf(mall, a);
    const open = () => mall.db.call<{ bound: boolean }>(buyer, "record_click", { share: token });
    await decide(mall, "suspend_distributor", a);
    assert.equal((await open()).bound, false);
    await decide(mall, "restore_distributor", a);
    assert.equal((await open()).bound, true);
    assert.equal(await boundTo(mall, buyer), a.member_id);
  }));

Deno.test("somebody approved after the card was opened binds by the next opening, counted or not", () =>
  onMall(async (mall) => {
    await twoDistributors(mall);
    const [newcomer, buyer] = await mall.members(2) as [Member, Member];
    assert.deepEqual(await opened(mall, buyer, newcomer), [true, false]);
    await mall.promote(newcomer);
    assert.deepEqual(await opened(mall, buyer, newcomer), [false, true]);
  }));

Deno.test("the rule for whom may be bound loosens within the slot: the same card opened again binds", () =>
  onMall(async (mall) => {
    const [a] = await twoDistributors(mall);
    await mall.settings({ bindable: "no_paid_order" });
    const buyer = await mall.member();
    const [sku_id] = await mall.product([100]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    assert.deepEqual(await opened(mall, buyer, a), [true, false]);
    await mall.settings({ bindable: "everyone" });
    assert.deepEqual(await opened(mall, buyer, a), [false, true]);
  }));

Deno.test("C25 a visitor belongs to one shop: shares opened in another shop bind nobody here", () =>
  onMall(async (mall, db) => {
    const here = await mall.member();
    await mall.promote(here);
    const elsewhere = await Mall.open(db, "elsewhere");
    const visitor = crypto.randomUUID();
    await visit(mall, visitor, here);
    const stranger = await signIn(elsewhere, visitor);
    assert.equal(await boundTo(elsewhere, stranger), null);
    assert.equal(await boundTo(mall, await signIn(mall, visitor)), here.member_id);
    const rows = await db.sql`select shop_id from referral.clicks where member_id is not null`;
    assert.deepEqual(rows.map(({ shop_id }) => shop_id), [mall.shop_id]);
  }));
