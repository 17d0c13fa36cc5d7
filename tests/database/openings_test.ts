import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses, seconds } from "@/tests/support/on_mall.ts";
import {
  boundTo,
  click,
  decide,
  earners,
  shareOf,
  signIn,
  visit,
} from "@/tests/support/sharing.ts";

/** Two distributors in a shop whose clock stands at the beginning of a slot of ten minutes. */
async function twoDistributors(mall: Mall): Promise<[Member, Member]> {
  await mall.db.clock.setNow("2026-03-02T02:00:00Z");
  await mall.db.clock.freeze();
  const both = await mall.members(2) as [Member, Member];
  for (const one of both) await mall.promote(one);
  return both;
}

/** Whose share a member opened last, as an order placed now would keep it. */
async function lastSharer(mall: Mall, member: Member): Promise<string | undefined> {
  const [row] = await mall.db.sql<{ sharer_id: string }[]>`
    select s.sharer_id from private.last_click(${mall.shop_id}, ${member.member_id}) l
      join referral.shares s on s.shop_id = ${mall.shop_id} and s.id = l.share_id`;
  return row?.sharer_id;
}

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

Deno.test("C13 many cards of two distributors opened at once: one binding stands, of the one opened last", () =>
  onMall(async (mall, db) => {
    const both = await mall.members(2) as [Member, Member];
    for (const one of both) await mall.promote(one);
    await mall.settings({ binding_mode: "newest" });
    const tokens = await Promise.all(both.map((one) => shareOf(mall, one)));
    for (let round = 0; round < 5; round++) {
      const buyer = await mall.member();
      await Promise.all(
        Array.from(
          { length: 24 },
          (_, n) => db.call(buyer, "record_click", { share: tokens[n % 2]!.token }),
        ),
      );
      const bound = await boundTo(mall, buyer);
      const latest = await db.sql<{ sharer_id: string }[]>`
        select s.sharer_id from referral.clicks c
          join referral.shares s on s.shop_id = c.shop_id and s.id = c.share_id
         where c.member_id = ${buyer.member_id}
         order by c.clicked_at desc fetch first row with ties`;
      assert.ok(latest.some(({ sharer_id }) => sharer_id === bound));
      const rows = await db.sql<{ openings: number }[]>`
        select sum(openings)::int as openings from referral.clicks
         where member_id = ${buyer.member_id} group by share_id`;
      assert.deepEqual(rows.map(({ openings }) => openings), [12, 12]);
    }
  }));

Deno.test("C20 a card opened while an order is placed: the distributor of the order's binding earns", () =>
  onMall(async (mall, db) => {
    const both = await mall.members(2) as [Member, Member];
    for (const one of both) await mall.promote(one);
    await mall.settings({ binding_mode: "newest" });
    const [a, b] = both;
    const [sku_id] = await mall.product([1000]) as [string];
    const { token } = await shareOf(mall, b);
    const buyers = await mall.members(12);
    for (const buyer of buyers) await click(mall, buyer, a);
    await Promise.all(buyers.flatMap((buyer) => [
      mall.buy(buyer, [{ sku_id, quantity: 1 }]),
      db.call(buyer, "record_click", { share: token }),
    ]));
    const rows = await db.sql<{ level1_id: string; bound: string; earner: string }[]>`
      select o.level1_id, b.distributor_id as bound, c.distributor_id as earner
        from trade.orders o
        join referral.bindings b on b.shop_id = o.shop_id and b.id = o.binding_id
        join ledger.commissions c on c.shop_id = o.shop_id and c.order_id = o.id and c.level = 1`;
    assert.equal(rows.length, buyers.length);
    for (const { level1_id, bound, earner } of rows) {
      assert.deepEqual([bound, earner], [level1_id, level1_id]);
    }
    for (const buyer of buyers) assert.equal(await boundTo(mall, buyer), b.member_id);
  }));

Deno.test("C25 a visitor is one in a shop: what was opened elsewhere binds nobody here", () =>
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

Deno.test("a product off sale cannot be shared; back on sale it can", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const [sku_id] = await mall.product([100]) as [string];
    const [row] = await db.sql`select product_id from catalog.skus where id = ${sku_id}`;
    const product_id = row!.product_id as string;
    const share = () =>
      db.call(member, "create_share", { page: "product", channel: "chat", product: product_id });
    const put = (on_sale: boolean) =>
      mall.command("set_product_status", { product_id, on_sale, reason: "试验" });
    await put(false);
    await refuses("PRODUCT_NOT_FOUND", share());
    await put(true);
    await share();
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

Deno.test("a campaign has at most 40 characters", () =>
  onMall(async (mall) => {
    const member = await mall.member();
    assert.equal((await shareOf(mall, member, "春".repeat(40))).campaign, "春".repeat(40));
    await refuses("INVALID_REQUEST", shareOf(mall, member, "春".repeat(41)));
  }));

Deno.test("each channel of the same page has a token of its own, the same one ever after", () =>
  onMall(async (mall, db) => {
    const sharer = await mall.member();
    const share = async (channel: string, campaign?: string) =>
      (await db.call<{ token: string }>(sharer, "create_share", {
        page: "home",
        channel,
        campaign,
      }))
        .token;
    const tokens = [await share("chat"), await share("poster"), await share("chat", "spring")];
    assert.equal(new Set(tokens).size, 3);
    assert.deepEqual(
      [await share("chat"), await share("poster"), await share("chat", "spring")],
      tokens,
    );
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

Deno.test("an order that earns for its own buyer is no order of the binding he has", () =>
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
