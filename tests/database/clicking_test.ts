import assert from "node:assert/strict";
import type { Click, OpenedShare, Share } from "@/contracts/shares.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { click, decide, shareOf } from "@/tests/support/sharing.ts";
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

  await t.step("C17 nobody is bound to themselves, by id, unionid or phone", async () => {
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
