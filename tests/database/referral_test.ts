import assert from "node:assert/strict";
import type { Click, OpenedShare, Share } from "@/contracts/shares.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import {
  boundTo,
  click,
  decide,
  earners,
  shareOf,
  signIn,
  visit,
} from "@/tests/support/sharing.ts";
import { testDatabase } from "@/tests/support/database.ts";

Deno.test("sharing and clicking", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [promoter, rival, plain] = await mall.members(3) as [Member, Member, Member];
  await mall.promote(promoter);
  await mall.promote(rival);

  await t.step(
    "C28 the same thing gives the same short token, another campaign another",
    async () => {
      const shares = await Promise.all(Array.from({ length: 8 }, () => shareOf(mall, promoter)));
      assert.equal(new Set(shares.map(({ token }) => token)).size, 1);
      assert.match(shares[0]!.token, /^[0-9a-z]{6,24}$/);
      const other = await shareOf(mall, promoter, "spring");
      assert.notEqual(other.token, shares[0]!.token);
    },
  );

  await t.step("a page that cannot be, and a product not on sale, are refused", async () => {
    const ask = (args: Record<string, unknown>) => db.call(promoter, "create_share", args);
    await assert.rejects(ask({ page: "product", channel: "chat" }), { message: "INVALID_REQUEST" });
    await assert.rejects(ask({ page: "invite", channel: "chat" }), { message: "INVALID_REQUEST" });
    await assert.rejects(ask({ page: "home", channel: "fax" }), { message: "INVALID_REQUEST" });
    await assert.rejects(
      ask({ page: "product", channel: "chat", product: crypto.randomUUID() }),
      { message: "PRODUCT_NOT_FOUND" },
    );
  });

  await t.step(
    "C13 a click binds once; its repetition is neither counted nor bound again",
    async () => {
      const buyer = await mall.member();
      const first = await click(mall, buyer, promoter);
      assert.deepEqual([first.counted, first.bound], [true, true]);
      const again = await click(mall, buyer, promoter);
      assert.deepEqual([again.counted, again.bound], [false, false]);
      assert.deepEqual(again.binding, first.binding);
      await db.clock.advance(11 / 1440);
      const later = await click(mall, buyer, promoter);
      assert.deepEqual([later.counted, later.bound], [true, false]);
      assert.deepEqual(later.binding, first.binding, "clicks do not renew protection");
      await db.clock.reset();
    },
  );

  await t.step("a plain member's share is counted and binds nobody", async () => {
    const buyer = await mall.member();
    const answer = await click(mall, buyer, plain);
    assert.deepEqual(answer, { counted: true, bound: false, binding: null });
  });

  await t.step("C17 nobody is bound to himself, by id, unionid or phone", async () => {
    assert.equal((await click(mall, promoter, promoter)).bound, false);
    const [twin, other] = await mall.members(2) as [Member, Member];
    await db.sql`update person.identities set unionid = 'same' where member_id in ${
      db.sql([twin.member_id, promoter.member_id])
    }`;
    assert.equal((await click(mall, twin, promoter)).bound, false);
    await db.sql`insert into person.profiles (shop_id, member_id, phone_fingerprint)
      select ${mall.shop_id}, id, 'phone' from unnest(${[
      other.member_id,
      rival.member_id,
    ]}::uuid[]) id`;
    assert.equal((await click(mall, other, rival)).bound, false);
    assert.equal((await click(mall, other, promoter)).bound, true);
  });

  await t.step(
    "C29 a code of a product off sale, or of a suspended sharer, still opens and counts",
    async () => {
      const [sku] = await mall.product([100]);
      const [{ product_id }] = await db.sql<[{ product_id: string }]>`
      select product_id from catalog.skus where id = ${sku!}`;
      const share = await db.call<Share>(rival, "create_share", {
        page: "product",
        product: product_id,
        channel: "poster",
      });
      const open = () =>
        db.call<OpenedShare>({ role: "anon" }, "get_share", {
          shop: mall.shop,
          token: share.token,
        });
      assert.equal((await open()).product?.id, product_id);
      assert.equal((await open()).sharer.is_distributor, true);
      await mall.command("set_product_status", {
        product_id,
        on_sale: false,
        reason: "下架",
      });
      await decide(mall, "suspend_distributor", rival);
      const opened = await open();
      assert.equal(opened.product, null);
      assert.equal(opened.product_id, product_id);
      assert.equal(opened.sharer.is_distributor, false);
      const buyer = await mall.member();
      const counted = await db.call<Click>(buyer, "record_click", { share: share.token });
      assert.deepEqual(counted, { counted: true, bound: false, binding: null });
      await decide(mall, "restore_distributor", rival);
    },
  );

  await t.step("C25 a token is nothing in another shop", async () => {
    const elsewhere = await Mall.open(db, "elsewhere");
    const { token } = await shareOf(mall, promoter);
    const stranger = await elsewhere.member();
    await assert.rejects(db.call(stranger, "record_click", { share: token }), {
      message: "SHARE_NOT_FOUND",
    });
    await assert.rejects(
      db.call({ role: "anon" }, "get_share", { shop: elsewhere.shop, token }),
      { message: "SHARE_NOT_FOUND" },
    );
  });

  await db.drop();
});

Deno.test("binding at sign-in from what was clicked before", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [promoter, rival, plain] = await mall.members(3) as [Member, Member, Member];
  await mall.promote(promoter);
  await mall.promote(rival);

  await t.step(
    "C26 the last distributor's click of the visitor binds, a plain member's in between does not",
    async () => {
      const visitor = crypto.randomUUID();
      await visit(mall, visitor, rival);
      await visit(mall, visitor, promoter);
      await visit(mall, visitor, plain);
      const again = await visit(mall, visitor, plain);
      assert.deepEqual(again, { counted: false, bound: false, binding: null });
      const member = await signIn(mall, visitor);
      assert.equal(await boundTo(mall, member), promoter.member_id);
      const [row] = await db.sql`
      select b.cause, b.click_id = c.id as by_click from referral.bindings b
        join referral.clicks c on c.shop_id = b.shop_id and c.id = b.click_id
       where b.member_id = ${member.member_id}`;
      assert.deepEqual({ ...row }, { cause: "sign_in", by_click: true });
      const [last] = await db.sql<{ sharer_id: string }[]>`
      select s.sharer_id from private.last_click(${mall.shop_id}, ${member.member_id}) l
        join referral.shares s on s.id = l.share_id`;
      assert.equal(last!.sharer_id, plain.member_id, "attribution is by the very last click");
    },
  );

  await t.step("a click of more than 30 days ago binds nobody and attributes nothing", async () => {
    const visitor = crypto.randomUUID();
    await visit(mall, visitor, promoter);
    await db.clock.advance(30.01);
    const member = await signIn(mall, visitor);
    assert.equal(await boundTo(mall, member), null);
    const rows = await db
      .sql`select from private.last_click(${mall.shop_id}, ${member.member_id}) l where l.click_id is not null`;
    assert.equal(rows.length, 0);
    await db.clock.reset();
  });

  await t.step("a click of 29 days ago still does", async () => {
    const visitor = crypto.randomUUID();
    await visit(mall, visitor, promoter);
    await db.clock.advance(29);
    assert.equal(await boundTo(mall, await signIn(mall, visitor)), promoter.member_id);
    await db.clock.reset();
  });

  await t.step(
    "C14 a visitor's click older than the binding does not replace it, even unprotected",
    async () => {
      await mall.settings({ binding_mode: "newest" });
      const visitor = crypto.randomUUID();
      await visit(mall, visitor, rival);
      const openid = crypto.randomUUID();
      const member = await mall.member(openid);
      await db.clock.advance(0.01);
      await click(mall, member, promoter);
      await signIn(mall, visitor, openid);
      assert.equal(await boundTo(mall, member), promoter.member_id);
      await mall.settings({ binding_mode: "protected" });
      await db.clock.reset();
    },
  );

  await t.step(
    "a visitor's clicks are taken over by the first who signs in, and by nobody after",
    async () => {
      const visitor = crypto.randomUUID();
      await visit(mall, visitor, promoter);
      const first = await signIn(mall, visitor);
      const second = await signIn(mall, visitor);
      assert.equal(await boundTo(mall, first), promoter.member_id);
      assert.equal(await boundTo(mall, second), null);
    },
  );

  await db.drop();
});

Deno.test("protection and rebinding", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [one, two] = await mall.members(2) as [Member, Member];
  await mall.promote(one);
  await mall.promote(two);
  const history = (buyer: Member) =>
    db.sql<{ distributor_id: string; ended_cause: string | null }[]>`
      select distributor_id, ended_cause from referral.bindings
       where member_id = ${buyer.member_id} order by id`;

  await t.step(
    "C14 protected: no other click rebinds within 15 days, the next one after them does",
    async () => {
      const buyer = await mall.member();
      assert.equal((await click(mall, buyer, one)).bound, true);
      await db.clock.advance(14.99);
      assert.equal((await click(mall, buyer, two)).bound, false);
      await db.clock.advance(0.02);
      assert.deepEqual(
        await earners(mall, buyer),
        [one.member_id, null],
        "an expired one still earns",
      );
      assert.equal((await click(mall, buyer, two, "later")).bound, true);
      assert.deepEqual((await history(buyer)).map((row) => ({ ...row })), [
        { distributor_id: one.member_id, ended_cause: "rebound" },
        { distributor_id: two.member_id, ended_cause: null },
      ]);
      await db.clock.reset();
    },
  );

  await t.step("C15 changed protection days leave existing bindings their own date", async () => {
    const buyer = await mall.member();
    const { binding } = await click(mall, buyer, one);
    await mall.settings({ protection_days: 1 });
    await db.clock.advance(2);
    const other = await click(mall, buyer, two);
    assert.equal(other.bound, false);
    assert.deepEqual(other.binding, binding);
    await mall.settings({ protection_days: 15 });
    await db.clock.reset();
  });

  await t.step("permanent never rebinds, newest always does", async () => {
    await mall.settings({ binding_mode: "permanent" });
    const [kept, moved] = await mall.members(2) as [Member, Member];
    assert.equal((await click(mall, kept, one)).binding?.protected_until, null);
    await db.clock.advance(400);
    assert.equal((await click(mall, kept, two)).bound, false);
    await mall.settings({ binding_mode: "newest" });
    assert.equal((await click(mall, moved, one)).bound, true);
    assert.equal((await click(mall, moved, two)).bound, true);
    assert.equal(await boundTo(mall, moved), two.member_id);
    assert.equal(
      (await click(mall, kept, two, "again")).bound,
      false,
      "made for ever stays for ever",
    );
    await mall.settings({ binding_mode: "protected" });
    await db.clock.reset();
  });

  await t.step(
    "C18 only members without a paid order: an unpaid one does not count, a paid one does",
    async () => {
      await mall.settings({ bindable: "no_paid_order" });
      const [sku] = await mall.product([100]);
      const [fresh, known] = await mall.members(2) as [Member, Member];
      await mall.place(fresh, [{ sku_id: sku!, quantity: 1 }]);
      await mall.buy(known, [{ sku_id: sku!, quantity: 1 }]);
      assert.equal((await click(mall, fresh, one)).bound, true);
      assert.equal((await click(mall, known, one)).bound, false);
      await mall.settings({ bindable: "everyone" });
      assert.equal((await click(mall, known, two)).bound, true);
    },
  );

  await t.step("C16 a purchase renews the protection only where the shop says so", async () => {
    const [sku] = await mall.product([100]);
    const [off, on] = await mall.members(2) as [Member, Member];
    await click(mall, off, one);
    await click(mall, on, one);
    await db.clock.advance(10);
    await mall.buy(off, [{ sku_id: sku!, quantity: 1 }]);
    await mall.settings({ purchase_renews_protection: true });
    await mall.buy(on, [{ sku_id: sku!, quantity: 1 }]);
    await db.clock.advance(6);
    assert.equal((await click(mall, off, two)).bound, true);
    assert.equal((await click(mall, on, two)).bound, false);
    await mall.settings({ purchase_renews_protection: false });
    await db.clock.reset();
  });

  await t.step("two distributors' clicks at once leave one active binding", async () => {
    for (let round = 0; round < 10; round++) {
      const buyer = await mall.member();
      const shares = await Promise.all([shareOf(mall, one), shareOf(mall, two)]);
      const answers = await Promise.all(
        shares.map(({ token }) => db.call<Click>(buyer, "record_click", { share: token })),
      );
      assert.equal(answers.filter(({ bound }) => bound).length, 1);
      assert.ok(await boundTo(mall, buyer));
    }
  });

  await db.drop();
});

Deno.test("who earns from an order", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1: b, level2: a, buyer: c } = await mall.chain();

  await t.step("C bound to B under A: B on level 1, A on level 2", async () => {
    assert.deepEqual(await earners(mall, c), [b.member_id, a.member_id]);
    assert.deepEqual(await earners(mall, await mall.member()), [null, null]);
  });

  await t.step("a shop of one level has no second", async () => {
    await mall.settings({ distribution_levels: 1 });
    assert.deepEqual(await earners(mall, c), [b.member_id, null]);
    await mall.settings({ distribution_levels: 2 });
  });

  await t.step(
    "C21 a suspended level is left out, the parent goes on, nobody moves up",
    async () => {
      await decide(mall, "suspend_distributor", b);
      assert.deepEqual(await earners(mall, c), [null, a.member_id]);
      await decide(mall, "restore_distributor", b);
      await decide(mall, "suspend_distributor", a);
      assert.deepEqual(await earners(mall, c), [b.member_id, null]);
      await decide(mall, "restore_distributor", a);
      assert.deepEqual(await earners(mall, c), [b.member_id, a.member_id]);
    },
  );

  await t.step(
    "C22 a distributor who buys pays whom he is bound to; himself only where the shop allows it",
    async () => {
      assert.deepEqual(await earners(mall, b), [null, null], "a parent is no binding");
      await mall.bind(b, a);
      assert.deepEqual(await earners(mall, b), [a.member_id, null]);
      await mall.settings({ self_purchase_commission: true });
      assert.deepEqual(await earners(mall, b), [b.member_id, a.member_id]);
      assert.deepEqual(
        await earners(mall, c),
        [b.member_id, a.member_id],
        "who is no distributor pays as ever",
      );
      await mall.settings({ self_purchase_commission: false });
    },
  );

  await t.step("the buyer is never level 2 of his own order", async () => {
    await mall.bind(a, b);
    assert.deepEqual(await earners(mall, a), [b.member_id, null]);
  });

  await t.step("C20 an order keeps its chain when the parent moves after it", async () => {
    const [sku] = await mall.product([1000]);
    const { order_id } = await mall.place(c, [{ sku_id: sku!, quantity: 1 }]);
    const newcomer = await mall.member();
    await mall.promote(newcomer);
    await mall.command("move_parent", {
      distributor_id: b.member_id,
      parent_id: newcomer.member_id,
      reason: "换上级",
    });
    assert.deepEqual(await earners(mall, c), [b.member_id, newcomer.member_id]);
    const [order] = await db
      .sql`select level1_id, level2_id from trade.orders where id = ${order_id}`;
    assert.deepEqual({ ...order }, { level1_id: b.member_id, level2_id: a.member_id });
  });

  await t.step(
    "C19 expelled: his buyers are free at once, and bind again at the next click",
    async () => {
      await decide(mall, "expel_distributor", b);
      assert.deepEqual(await earners(mall, c), [null, null]);
      assert.equal(await boundTo(mall, c), null);
      assert.equal((await click(mall, c, b, "again")).bound, false);
      assert.equal((await click(mall, c, a)).bound, true);
      assert.deepEqual(await earners(mall, c), [a.member_id, null]);
    },
  );

  await db.drop();
});
