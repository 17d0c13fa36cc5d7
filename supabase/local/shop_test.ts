import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { openShop } from "./shop.ts";

Deno.test("deno task shop opens a shop once, prints its owner's link, and says what is wrong", async () => {
  const db = await testDatabase();
  try {
    const open = (...what: string[]) => openShop(db.url("postgres"), "http://127.0.0.1:1", what);
    const link = new URL(await open("teahouse", "茶舍", "boss@example.com"));
    assert.equal(link.href.split("?")[0], "http://127.0.0.1:1/dashboard/invitation");
    const [invited] = await db.sql`
      select i.email, i.role from shop.invitations i join shop.shops s on s.id = i.shop_id
       where s.code = 'teahouse'
         and i.token_hash = encode(sha256(${link.searchParams.get("token")}::text::bytea), 'hex')`;
    assert.deepEqual({ ...invited }, { email: "boss@example.com", role: "owner" });
    await assert.rejects(open("teahouse", "茶舍", "boss@example.com"), /choose another/);
    await assert.rejects(open("Tea House", "茶舍", "boss@example.com"), /shops_code_form/);
    await assert.rejects(open("tea", "茶舍"), /Say: deno task shop/);
  } finally {
    await db.drop();
  }
});

Deno.test("deno task shop says so when the mall does not run", async () => {
  const nowhere = "postgres://postgres:postgres@127.0.0.1:1/postgres";
  await assert.rejects(
    openShop(nowhere, "http://127.0.0.1:1", ["tea", "茶舍", "a@example.com"]),
    /deno task start first/,
  );
});
