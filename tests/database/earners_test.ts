import assert from "node:assert/strict";
import { saveRule } from "@/tests/support/commission_terms.ts";
import { Mall } from "@/tests/support/mall.ts";
import { boundTo, click, decide, earners } from "@/tests/support/sharing.ts";
import { testDatabase } from "@/tests/support/database.ts";

Deno.test("who earns from an order", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1: b, level2: a, buyer: c } = await mall.chain();

  await t.step("C bound to B under A: B on level 1, A on level 2", async () => {
    assert.deepEqual(await earners(mall, c), [b.member_id, a.member_id]);
    assert.deepEqual(await earners(mall, await mall.member()), [null, null]);
  });

  await t.step("a shop of one level has no second", async () => {
    await saveRule(mall, 1000, 500, 1);
    assert.deepEqual(await earners(mall, c), [b.member_id, null]);
    await saveRule(mall, 1000, 500, 2);
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
    "C22 a distributor's purchase pays the distributor of the binding; the buyer earns only where the shop allows it",
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

  await t.step("the buyer is never level 2 of the same order", async () => {
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
    "C19 expelled: the distributor's buyers are free at once, and bind again at the next click",
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
