import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { boundTo, click, signIn, visit } from "@/tests/support/sharing.ts";
import { testDatabase } from "@/tests/support/database.ts";

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
