import assert from "node:assert/strict";
import type { SignedIn } from "@/contracts/server.ts";
import { Mall } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { waiters } from "../support/waiting.ts";

const server = { role: "mall_server" };

Deno.test("signing in", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const signIn = (openid: string, more: Record<string, unknown> = {}) =>
    db.call<SignedIn>(server, "sign_in", { shop: mall.shop, openid, ...more });

  await t.step(
    "20 sign-ins of one openid at once make one member, new to one of them",
    async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => signIn("openid-1")));
      assert.equal(new Set(answers.map(({ member_id }) => member_id)).size, 1);
      assert.equal(answers.filter(({ is_new }) => is_new).length, 1);
      const [row] = await db.sql`select count(*)::int as members from member.members`;
      assert.equal(row!.members, 1);
      assert.equal((await signIn("openid-1")).is_new, false);
    },
  );

  await t.step("a sign-in that meets another one not yet committed waits for it", async () => {
    let second: Promise<SignedIn> | undefined;
    const first = await db.sql.begin(async (tx) => {
      const [row] = await tx<{ member_id: string }[]>`
        select member_id from private.member_of_openid(${mall.shop_id}, 'openid-0', null)`;
      second = signIn("openid-0");
      await waiters(db);
      return row!.member_id;
    });
    const { member_id, is_new } = await second!;
    assert.deepEqual([member_id, is_new], [first, false]);
  });

  await t.step("the same openid in another shop is another member", async () => {
    const elsewhere = await Mall.open(db, "elsewhere");
    const there = await db.call<SignedIn>(server, "sign_in", {
      shop: elsewhere.shop,
      openid: "openid-1",
    });
    assert.equal(there.is_new, true);
    assert.notEqual(there.member_id, (await signIn("openid-1")).member_id);
  });

  await t.step("a blocked member is refused, an unknown shop not found", async () => {
    const { member_id } = await signIn("openid-2");
    await db.sql`update member.members set status = 'blocked' where id = ${member_id}`;
    await assert.rejects(signIn("openid-2"), { message: "MEMBER_BLOCKED" });
    const claims = { role: "authenticated", kind: "member", shop_id: mall.shop_id, member_id };
    await assert.rejects(db.call(claims, "get_me"), { message: "SIGN_IN_REQUIRED" });
    const unknown = db.call(server, "sign_in", { shop: "nowhere", openid: "x" });
    await assert.rejects(unknown, { message: "SHOP_NOT_FOUND" });
  });

  await t.step("only the server signs people in", async () => {
    for (const role of ["anon", "authenticated"]) {
      const call = db.call({ role }, "sign_in", { shop: mall.shop, openid: "openid-1" });
      await assert.rejects(call, { code: "42501" });
    }
  });

  await t.step("a unionid that WeChat tells later is kept, and not lost again", async () => {
    const { member_id } = await signIn("openid-3");
    await signIn("openid-3", { unionid: "union-3" });
    await signIn("openid-3");
    const [row] = await db
      .sql`select unionid from person.identities where member_id = ${member_id}`;
    assert.equal(row!.unionid, "union-3");
  });

  await t.step("a visitor gets an id of the shop, and no row", async () => {
    const visitor = await db.call<{ shop_id: string; visitor_id: string }>(
      server,
      "create_visitor",
      { shop: mall.shop },
    );
    assert.equal(visitor.shop_id, mall.shop_id);
    assert.match(visitor.visitor_id, /^[0-9a-f-]{36}$/);
  });

  await db.drop();
});
