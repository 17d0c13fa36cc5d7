import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";

Deno.test("forgetting a member", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1, buyer } = await mall.chain();
  const [sku] = await mall.product([1000]);
  const traces = async (member: Member) => {
    const counts = await Promise.all(
      ["identities", "profiles", "addresses", "order_contacts"].map((table) =>
        db.sql`select from ${db.sql(`person.${table}`)} where member_id = ${member.member_id}`
      ),
    );
    return counts.map((rows) => rows.length);
  };

  await t.step(
    "a member is not forgotten while an order is under way, and only what that needs is kept",
    async () => {
      await db.call(buyer, "update_profile", { nickname: "小青" });
      const { order_id } = await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
      assert.deepEqual(await db.call(buyer, "forget_me"), { ok: true, waits_for: ["order"] });
      assert.deepEqual(await traces(buyer), [1, 0, 0, 1]);
      const { items } = await db.call<{ items: { member_id: string; waits_for: string[] }[] }>(
        mall.owner,
        "list_leaving",
        { shop: mall.shop },
      );
      assert.deepEqual(items.map(({ member_id, waits_for }) => [member_id, waits_for]), [
        [buyer.member_id, ["order"]],
      ]);
      await mall.complete(buyer, order_id);
    },
  );

  await t.step(
    "then nothing personal is left, the order keeps its pseudonym, the token is dead",
    async () => {
      await db.sql`update ops.outbox set status = 'done'`;
      await db.clock.advance(1);
      await db.call({ role: "mall_jobs" }, "finish_leaving");
      assert.deepEqual(await traces(buyer), [0, 0, 0, 0]);
      const orders = await db.sql`select from trade.orders where member_id = ${buyer.member_id}`;
      assert.equal(orders.length, 1);
      await assert.rejects(db.call(buyer, "get_me"), { message: "SIGN_IN_REQUIRED" });
    },
  );

  await t.step("C23 the openid comes back as a new member without the old relations", async () => {
    const openid = "comes-back";
    const before = await mall.member(openid);
    await mall.bind(before, level1);
    await db.call(before, "forget_me");
    const after = await mall.member(openid);
    assert.notEqual(after.member_id, before.member_id);
    assert.deepEqual(await db.call(after, "get_binding"), { binding: null });
    const kept = await db.sql`select from referral.bindings where member_id = ${before.member_id}`;
    assert.equal(kept.length, 1);
  });

  await t.step(
    "forgetting a distributor frees the buyers; WeChat may ask for it twice",
    async () => {
      const customer = await mall.member();
      await mall.bind(customer, level1);
      for (let n = 0; n < 2; n++) {
        await db.sql`select private.forget_member(${mall.shop_id}, ${level1.member_id})`;
      }
      assert.deepEqual(await db.call(customer, "get_binding"), { binding: null });
      const [row] = await db
        .sql`select status from referral.distributors where id = ${level1.member_id}`;
      assert.equal(row!.status, "expelled");
    },
  );

  await db.drop();
});
