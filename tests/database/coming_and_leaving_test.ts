import assert from "node:assert/strict";
import { MyShops } from "@/contracts/staff/invitations.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { accept, account, invite, outcome } from "@/tests/support/invitations.ts";

Deno.test("who was let go and is invited again comes back as the same row", () =>
  onMall(async (mall, db) => {
    const { token } = await invite(mall, "lin@example.com");
    const lin = await account(mall, "lin@example.com");
    await accept(mall, lin, token);
    const leave = (who: TestClaims, idempotency_key = newKey()) =>
      db.call(who, "leave_shop", { shop: mall.shop, reason: "搬家", idempotency_key });
    const key = newKey();
    assert.deepEqual(await leave(lin, key), { ok: true });
    assert.deepEqual(await leave(lin, key), { ok: true }, "under its key");
    await refuses("SHOP_NOT_FOUND", leave(lin));
    await refuses("SHOP_NOT_FOUND", db.call(lin, "count_work", { shop: mall.shop }));
    const again = await invite(mall, "lin@example.com", "manager");
    await accept(mall, lin, again.token, "林青");
    const rows = await db.sql`
      select name, role, status from shop.staff where user_id = ${String(lin.sub)}`;
    assert.deepEqual([...rows], [{ name: "林青", role: "manager", status: "active" }]);
    await refuses("LAST_OWNER", leave(mall.owner));
  }));

Deno.test("ten owners who all leave by their own wish in one moment leave one behind", () =>
  onMall(async (mall, db) => {
    const others = await Promise.all(Array.from({ length: 9 }, () => mall.staff("owner")));
    const told = await Promise.all(
      [mall.owner, ...others].map((who) =>
        outcome(db.call(who, "leave_shop", {
          shop: mall.shop,
          reason: "散伙",
          idempotency_key: newKey(),
        }))
      ),
    );
    const of = Map.groupBy(told, (one) => one);
    assert.deepEqual([of.get("ok")?.length, of.get("LAST_OWNER")?.length], [9, 1]);
  }));

Deno.test("who works in several shops is told all of them, and nothing of those he left", () =>
  onMall(async (mall, db) => {
    const lin = await account(mall, "lin@example.com");
    const mine = async () =>
      MyShops.parse(await db.call(lin, "list_my_shops")).items.map((
        { code, role },
      ) => [code, role]);
    assert.deepEqual(await mine(), []);
    const elsewhere = await Mall.open(db, "elsewhere");
    for (const [where, role] of [[mall, "viewer"], [elsewhere, "owner"]] as const) {
      const { token } = await invite(where, "lin@example.com", role);
      await accept(where, lin, token);
    }
    assert.deepEqual((await mine()).toSorted(), [["demo", "viewer"], ["elsewhere", "owner"]]);
    await db.call(lin, "leave_shop", {
      shop: mall.shop,
      reason: "忙不过来",
      idempotency_key: newKey(),
    });
    assert.deepEqual(await mine(), [["elsewhere", "owner"]]);
    await refuses("SIGN_IN_REQUIRED", db.call({ ...lin, kind: "member" }, "list_my_shops"));
  }));
