import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { newKey } from "@/tests/support/mall.ts";
import { told } from "@/tests/support/notices.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { relationsOf } from "@/tests/support/relations.ts";
import { boundTo, click, decide } from "@/tests/support/sharing.ts";

async function people(mall: Mall): Promise<[Member, Member, Member]> {
  const [one, two, buyer] = await mall.members(3) as [Member, Member, Member];
  await mall.promote(one);
  await mall.promote(two);
  return [one, two, buyer];
}

Deno.test("staff bind, move and end a binding, with reason, history and a row of the audit log", () =>
  onMall(async (mall, db) => {
    const { move, history } = relationsOf(mall);
    const [one, two, buyer] = await people(mall);
    await move(buyer, one);
    const key = newKey();
    const moved = await move(buyer, two, key);
    assert.deepEqual(await move(buyer, two, key), moved, "the same key does nothing twice");
    assert.equal((await click(mall, buyer, one)).bound, false, "protected as any binding is");
    assert.deepEqual((await move(buyer, null)).binding, null);
    assert.deepEqual((await history(buyer)).map((row) => ({ ...row })), [
      { distributor_id: one.member_id, cause: "staff", ended_cause: "staff" },
      { distributor_id: two.member_id, cause: "staff", ended_cause: "staff" },
    ]);
    const audits = await db.sql`select reason, detail from ops.audit_log
      where command = 'move_binding' order by id`;
    assert.deepEqual(audits.map(({ reason }) => reason), Array(3).fill("门店老客户"));
    assert.deepEqual(audits.map(({ detail }) => [detail.from, detail.to]), [
      [null, one.member_id],
      [one.member_id, two.member_id],
      [two.member_id, null],
    ]);
    assert.deepEqual(await told(mall, one), ["customer_lost"]);
    assert.deepEqual(await told(mall, two), ["customer_lost"]);
  }));

Deno.test("C17 staff bind nobody to himself, the same person, or who may not promote", () =>
  onMall(async (mall, db) => {
    const { move } = relationsOf(mall);
    const [one, two, buyer] = await people(mall);
    await refuses("BINDING_SELF", move(one, one));
    await refuses("BINDING_NOT_FOUND", move(buyer, null));
    await db.sql`update person.identities set unionid = 'one-person'
      where member_id in (${buyer.member_id}, ${one.member_id})`;
    await refuses("BINDING_SELF", move(buyer, one));
    await decide(mall, "suspend_distributor", two);
    await refuses("DISTRIBUTOR_NOT_FOUND", move(buyer, two));
    await decide(mall, "restore_distributor", two);
    await move(buyer, two);
    await refuses("BINDING_EXISTS", move(buyer, two));
  }));

Deno.test("many staff and clicks at once: one binding stands, every other ended with its cause", () =>
  onMall(async (mall, db) => {
    const { move, history } = relationsOf(mall);
    const [one, two, buyer] = await people(mall);
    const rest = await mall.members(4);
    for (const each of rest) await mall.promote(each);
    await Promise.all([
      ...rest.map((each) => move(buyer, each)),
      ...Array.from({ length: 6 }, (_, n) => click(mall, buyer, n % 2 ? one : two, `${n}`)),
    ]);
    const rows = await history(buyer);
    assert.ok(rows.length === 4 || rows.length === 5, `${rows.length}`); // perhaps a click came first
    assert.equal(rows.filter((row) => row.cause === "staff").length, 4);
    assert.equal(rows.filter((row) => row.ended_cause === null).length, 1);
    assert.equal(rows.filter((row) => row.ended_cause === "staff").length, rows.length - 1);
    const [told] = await db.sql`select count(*)::int from referral.notices
      where kind = 'customer_lost'`;
    assert.equal(told!.count, rows.length - 1);
  }));

Deno.test("C20 moves while orders are placed: each order is wholly of the one or of the other", () =>
  onMall(async (mall, db) => {
    const { move } = relationsOf(mall);
    await mall.settings({ max_unpaid_orders: 100 });
    const [one, two, buyer] = await people(mall);
    const [above] = await mall.members(1) as [Member];
    await mall.promote(above);
    await mall.command("move_parent", {
      distributor_id: two.member_id,
      parent_id: above.member_id,
      reason: "试验",
    });
    const [sku_id] = await mall.product([1000]) as [string];
    await move(buyer, one);
    const moving = async () => {
      for (let n = 0; n < 6; n++) await move(buyer, n % 2 ? one : two);
    };
    const placing = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 4; n++) await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    });
    await Promise.all([moving(), ...placing]);
    const orders = await db.sql`
      select o.level1_id, o.level2_id, b.distributor_id from trade.orders o
        join referral.bindings b on b.id = o.binding_id`;
    assert.equal(orders.length, 16);
    for (const order of orders) {
      assert.equal(order.level1_id, order.distributor_id);
      assert.equal(order.level2_id, order.level1_id === two.member_id ? above.member_id : null);
    }
    assert.equal(await boundTo(mall, buyer), one.member_id);
  }));

Deno.test("C19 expelling while staff move a buyer to him leaves nobody bound to him", () =>
  onMall(async (mall) => {
    const { move } = relationsOf(mall);
    for (let n = 0; n < 4; n++) {
      const [one, , buyer] = await people(mall);
      const moved = move(buyer, one).catch((error) => error.message);
      await decide(mall, "expel_distributor", one);
      const outcome = await moved;
      assert.ok(typeof outcome === "object" || outcome === "DISTRIBUTOR_NOT_FOUND");
      assert.equal(await boundTo(mall, buyer), null);
    }
  }));
