import assert from "node:assert/strict";
import type { TestClaims } from "@/tests/support/database.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

/** Changes what somebody who signs in as this user is in the shop. */
async function set(mall: Mall, who: TestClaims, target: TestClaims, role: string, status: string) {
  const [row] = await mall.db.sql`select id from shop.staff where user_id = ${String(target.sub)}`;
  await mall.db.call(who, "set_staff", {
    shop: mall.shop,
    staff_id: row!.id,
    role,
    status,
    reason: "交接",
    idempotency_key: newKey(),
  });
}

const owners = async ({ db }: Mall) =>
  (await db.sql`select from shop.staff where role = 'owner' and status = 'active'`).length;

Deno.test("the last owner can neither leave nor take another role; one of two can", () =>
  onMall(async (mall, db) => {
    await refuses("LAST_OWNER", set(mall, mall.owner, mall.owner, "owner", "left"));
    await refuses("LAST_OWNER", set(mall, mall.owner, mall.owner, "manager", "active"));
    const second = await mall.staff("owner");
    await set(mall, mall.owner, second, "owner", "left"); // who left is no owner that stays
    await refuses("LAST_OWNER", set(mall, mall.owner, mall.owner, "owner", "left"));
    await set(mall, mall.owner, second, "owner", "active");
    await set(mall, second, mall.owner, "owner", "left");
    assert.equal(await owners(mall), 1);
    const audited = await db.sql`select from ops.audit_log where command = 'set_staff'`;
    assert.equal(audited.length, 3);
  }));

Deno.test("ten owners who all leave in one moment leave one behind", () =>
  onMall(async (mall) => {
    const others = await Promise.all(Array.from({ length: 9 }, () => mall.staff("owner")));
    const all = [mall.owner, ...others];
    const left = await Promise.allSettled(all.map((who) => set(mall, who, who, "owner", "left")));
    assert.equal(left.filter(({ status }) => status === "fulfilled").length, 9);
    assert.equal(await owners(mall), 1);
  }));

Deno.test("a former member of staff comes back as the same row, and has no role in another shop", () =>
  onMall(async (mall, db) => {
    await db.sql`insert into auth.users (id, email) values (gen_random_uuid(), 'back@test')`;
    const add = (email: string) =>
      mall.command<{ id: string; status: string }>("add_staff", {
        email,
        name: "归来",
        role: "support",
        reason: "入职",
      });
    const change = (where: Mall, staff_id: string) =>
      where.command("set_staff", { staff_id, role: "support", status: "left", reason: "离职" });
    const first = await add("back@test");
    await change(mall, first.id);
    const again = await add(" Back@Test ");
    assert.deepEqual([again.id, again.status], [first.id, "active"]);
    const elsewhere = await Mall.open(db, "elsewhere");
    await refuses("STAFF_NOT_FOUND", change(elsewhere, first.id));
  }));

Deno.test("a former member of staff can do nothing in the shop, nor can a member's token that names a member of staff", () =>
  onMall(async (mall, db) => {
    const { shop } = mall;
    const manager = await mall.staff("manager");
    const read = (who: TestClaims) => db.call(who, "count_work", { shop });
    await read(manager);
    await refuses("SHOP_NOT_FOUND", read({ ...manager, kind: "member" }));
    await set(mall, mall.owner, manager, "manager", "left");
    await refuses("SHOP_NOT_FOUND", read(manager));
    await refuses("SHOP_NOT_FOUND", db.call(manager, "get_staff_session", { shop }));
    await set(mall, mall.owner, manager, "manager", "active");
    await read(manager);
  }));
