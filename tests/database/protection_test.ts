import assert from "node:assert/strict";
import type { Click } from "@/contracts/shares.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { boundTo, click, earners, shareOf } from "@/tests/support/sharing.ts";
import { testDatabase } from "@/tests/support/database.ts";

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
