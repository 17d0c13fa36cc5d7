import assert from "node:assert/strict";
import type { ShopConfig } from "@/contracts/server.ts";
import { asServer, Mall } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";

const sealed = `v2.t1.${"s".repeat(60)}`;

Deno.test("staff of a shop", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { shop } = mall;
  const reason = "试验";

  await t.step(
    "a session says who I am and what I may do; elsewhere there is no such shop",
    async () => {
      const session = await db.call<{ role: string; permissions: string[] }>(
        await mall.staff("support"),
        "get_staff_session",
        { shop },
      );
      assert.equal(session.role, "support");
      assert.ok(session.permissions.includes("ship") && !session.permissions.includes("rules"));
      const elsewhere = await Mall.open(db, "elsewhere");
      await assert.rejects(db.call(elsewhere.owner, "get_staff_session", { shop }), {
        message: "SHOP_NOT_FOUND",
      });
      await assert.rejects(db.call(await mall.member(), "get_staff_session", { shop }), {
        message: "SHOP_NOT_FOUND",
      });
    },
  );

  await t.step(
    "C108 finance, support and viewers change no rules; a manager no staff and no keys",
    async () => {
      const settings = (role: Parameters<typeof db.call>[0]) =>
        mall.command("save_shop_settings", { settings: { freight_fen: 800 }, reason }, role);
      for (const role of ["finance", "support", "viewer"]) {
        await assert.rejects(settings(await mall.staff(role)), { message: "FORBIDDEN" });
      }
      const manager = await mall.staff("manager");
      await settings(manager);
      await assert.rejects(db.call(manager, "list_staff", { shop }), { message: "FORBIDDEN" });
      const credential = { kind: "app_secret", sealed };
      const save = mall.command("save_credential", { credential, reason }, asServer(manager));
      await assert.rejects(save, { message: "FORBIDDEN" });
    },
  );

  await t.step("the owner adds somebody with an account, and a shop keeps an owner", async () => {
    await db.sql`insert into auth.users (id, email) values (gen_random_uuid(), 'new@test')`;
    const add = (email: string) =>
      mall.command<{ id: string }>("add_staff", {
        email,
        name: "新人",
        role: "finance",
        reason,
      });
    await assert.rejects(add("nobody@test"), { message: "STAFF_NOT_FOUND" });
    const { id } = await add("New@test");
    await assert.rejects(add("new@test"), { message: "STAFF_EXISTS" });
    const set = (staff_id: string, role: string, status: string) =>
      mall.command<{ status: string }>("set_staff", {
        staff_id,
        role,
        status,
        reason,
      });
    assert.equal((await set(id, "finance", "left")).status, "left");
    const told = await db.sql`
      select payload ->> 'id' as id, payload ->> 'status' as status, topic from realtime.messages
       where event = 'staff.changed'`;
    assert.deepEqual([...told], [{ id, status: "left", topic: `shop:${mall.shop_id}:live` }]);
    const [owner] = await db
      .sql`select id from shop.staff where shop_id = ${mall.shop_id} and role = 'owner'`;
    await assert.rejects(set(owner!.id, "manager", "active"), { message: "LAST_OWNER" });
    await assert.rejects(set(crypto.randomUUID(), "viewer", "active"), {
      message: "STAFF_NOT_FOUND",
    });
  });

  await db.drop();
});

Deno.test("keys of a shop", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { shop } = mall;
  const reason = "试验";

  await t.step(
    "keys are taken sealed, several of a kind stand, and only servers read them",
    async () => {
      const save = (credential: Record<string, unknown>) =>
        mall.command("save_credential", { credential, reason }, asServer(mall.owner));
      await assert.rejects(save({ kind: "app_secret", sealed: "plain text" }), {
        message: "INVALID_REQUEST",
      });
      await assert.rejects(save({ kind: "house_key", sealed }), { message: "INVALID_REQUEST" });
      await save({ kind: "app_secret", sealed });
      await save({ kind: "wechatpay_public_key", serial: "PUB_KEY_ID_1", sealed });
      await db.clock.advance(1);
      await save({ kind: "wechatpay_public_key", serial: "PUB_KEY_ID_2", sealed });
      const config = (role: string, fn: string) => db.call<ShopConfig>({ role }, fn, { shop });
      const paying = await config("mall_server", "get_payment_config");
      assert.deepEqual(paying.credentials.map(({ serial }) => serial), [
        "PUB_KEY_ID_2",
        "PUB_KEY_ID_1",
      ]);
      assert.deepEqual([paying.shop_id, paying.shop], [mall.shop_id, shop]);
      const signing = await config("mall_server", "get_shop_for_sign_in");
      assert.deepEqual(signing.credentials.map(({ kind }) => kind), ["app_secret"]);
      assert.equal((await config("mall_wechat", "get_notify_config")).credentials.length, 2);
      assert.equal((await config("mall_jobs", "get_jobs_config")).credentials.length, 3);
      await save({
        kind: "wechatpay_public_key",
        serial: "PUB_KEY_ID_1",
        sealed,
        active_until: "2020-01-01T00:00:00Z",
      });
      assert.equal((await config("mall_wechat", "get_notify_config")).credentials.length, 1);
      for (const role of ["anon", "authenticated"]) {
        await assert.rejects(config(role, "get_payment_config"), { code: "42501" });
      }
      const [logged] = await db.sql`
      select count(*)::int as n from ops.audit_log where command = 'save_credential' and detail::text like '%v2.%'`;
      assert.equal(logged!.n, 0, "the audit log holds no key");
      await db.clock.reset();
    },
  );

  await db.drop();
});
