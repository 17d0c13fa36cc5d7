import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { waiters } from "../support/waiting.ts";
import { apply, decide } from "@/tests/support/distributors.ts";

Deno.test("suspended, restored, expelled", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1, level2, buyer } = await mall.chain();
  const [sku] = await mall.product([10000]);
  const commissions = (distributor: Member) =>
    db.sql<{ status: string }[]>`
      select status from ledger.commissions where distributor_id = ${distributor.member_id}`;

  await t.step(
    "C31 suspended: unsettled commission is held and does not settle; restored: it does",
    async () => {
      const { order_id } = await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
      const suspended = await decide(mall, "suspend_distributor", level1);
      assert.deepEqual([suspended.status, suspended.held_fen], ["suspended", 1000]);
      assert.deepEqual((await commissions(level1)).map(({ status }) => status), ["held"]);
      assert.deepEqual((await commissions(level2)).map(({ status }) => status), ["pending"]);
      await mall.complete(buyer, order_id);
      await db.clock.advance(16);
      await mall.settle();
      assert.equal((await mall.balances(level1)).available_fen, 0);
      assert.equal((await mall.balances(level2)).available_fen, 500);
      await assert.rejects(decide(mall, "suspend_distributor", level1), {
        message: "DISTRIBUTOR_STATE",
      });
      await decide(mall, "restore_distributor", level1);
      await mall.settle();
      assert.equal((await mall.balances(level1)).available_fen, 1000);
      await mall.checkBooks();
      await db.clock.reset();
    },
  );

  await t.step("suspended: nothing new is earned, the parent's level 2 goes on", async () => {
    await decide(mall, "suspend_distributor", level1);
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
    const rows = await db.sql`
      select level, distributor_id from ledger.commissions where order_id = ${order_id}`;
    assert.deepEqual(rows.map((row) => ({ ...row })), [
      { level: 2, distributor_id: level2.member_id },
    ]);
    await decide(mall, "restore_distributor", level1);
  });

  await t.step(
    "C32 expelled: unsettled commission is held for staff, the balance stays, no way back",
    async () => {
      await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
      const expelled = await decide(mall, "expel_distributor", level1);
      assert.deepEqual([expelled.status, expelled.customer_count, expelled.available_fen], [
        "expelled",
        0,
        1000,
      ]);
      const held = await db.sql`
      select h.reason from ledger.commission_holds h join ledger.commissions c on c.id = h.commission_id
       where c.distributor_id = ${level1.member_id} and h.released_at is null`;
      assert.deepEqual(held.map(({ reason }) => reason), ["expulsion"]);
      await assert.rejects(decide(mall, "restore_distributor", level1), {
        message: "DISTRIBUTOR_STATE",
      });
      await assert.rejects(apply(mall, level1), { message: "DISTRIBUTOR_EXISTS" });
      assert.equal((await mall.withdraw(level1, 1000)).net_fen, 1000);
      await mall.checkBooks();
    },
  );

  await t.step(
    "an expulsion during a click, either first: nobody stays bound to the expelled distributor",
    async () => {
      const active = async (promoter: Member) =>
        (await db.sql`select from referral.bindings
         where distributor_id = ${promoter.member_id} and ended_at is null`).length;
      const [early, late, buyer] = await mall.members(3) as [Member, Member, Member];
      for (const promoter of [early, late]) await mall.promote(promoter);
      const share = await db.call<{ id: string; token: string }>(early, "create_share", {
        page: "home",
        channel: "chat",
      });
      let other: Promise<unknown> = Promise.resolve();
      await db.sql.begin(async (tx) => {
        await tx`select private.bind(${mall.shop_id}, ${buyer.member_id}, ${early.member_id}, ${share.id},
        null, private.now(), 'click')`;
        other = decide(mall, "expel_distributor", early);
        await waiters(db);
      });
      await other;
      assert.equal(await active(early), 0);

      await db.sql.begin(async (tx) => {
        await tx`select private.end_distributor(${mall.shop_id}, ${late.member_id}, null, '试验')`;
        other = mall.bind(buyer, late);
        await waiters(db);
      });
      await other;
      assert.equal(await active(late), 0);
    },
  );

  await t.step("support, finance and viewers decide nothing about distributors", async () => {
    for (const role of ["support", "finance", "viewer"]) {
      const staff = await mall.staff(role);
      const call = mall.command(
        "suspend_distributor",
        { distributor_id: level2.member_id, reason: "试验" },
        staff,
      );
      await assert.rejects(call, { message: "FORBIDDEN" });
    }
    await assert.rejects(decide(mall, "suspend_distributor", level2, { reason: "  " }), {
      code: "PT400",
    });
  });

  await db.drop();
});
