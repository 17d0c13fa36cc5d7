import assert from "node:assert/strict";
import { StaffOrder } from "@/contracts/staff/orders.ts";
import { Permission, StaffSession } from "@/contracts/staff/people.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const decide = (mall: Mall, who: TestClaims, after_sale_id: string, approve: boolean) =>
  mall.db.call<{ status: string }>(who, "review_after_sale", {
    shop: mall.shop,
    after_sale_id,
    approve,
    reason: "核对过",
    idempotency_key: newKey(),
  });

Deno.test("support refunds what a buyer asks for and nothing without being asked", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([37_800]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    const [support, finance] = [await mall.staff("support"), await mall.staff("finance")];
    const refund = (who: TestClaims) =>
      db.call<{ status: string }>(who, "refund_order", {
        shop: mall.shop,
        order_id,
        reason: "补偿",
        idempotency_key: newKey(),
      });
    await refuses("FORBIDDEN", refund(support));
    const after_sale = await mall.askRefund(buyer, order_id, null);
    assert.equal((await decide(mall, support, after_sale, true)).status, "refunding");
    const other = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const own = { shop: mall.shop, order_id: other.order_id, reason: "缺货" };
    const given = await db.call<{ status: string }>(finance, "refund_order", {
      ...own,
      idempotency_key: newKey(),
    });
    assert.equal(given.status, "refunding");
  }));

Deno.test("a role that may refuse a return may receive it", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    for (const role of ["finance", "support", "manager"]) {
      const who = await mall.staff(role);
      const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
      await mall.complete(buyer, order_id);
      const after_sale = await mall.askRefund(buyer, order_id, null, "return_refund");
      assert.equal((await decide(mall, who, after_sale, true)).status, "returning", role);
      const received = await db.call<{ status: string }>(who, "receive_return", {
        idempotency_key: newKey(),
        shop: mall.shop,
        after_sale_id: after_sale,
        reason: "完好",
      });
      assert.equal(received.status, "refunding", role);
    }
    const viewer = await mall.staff("viewer");
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const after_sale = await mall.askRefund(buyer, order_id, null);
    await refuses("FORBIDDEN", decide(mall, viewer, after_sale, false));
  }));

Deno.test("the session names exactly what a role may do", () =>
  onMall(async (mall, db) => {
    const session = async (who: TestClaims) =>
      StaffSession.parse(await db.call(who, "get_staff_session", { shop: mall.shop })).permissions;
    const all = await session(mall.owner);
    assert.deepEqual(all, Permission.options);
    const lacks = async (role: string) => {
      const has = await session(await mall.staff(role));
      return all.filter((permission) => !has.includes(permission));
    };
    assert.deepEqual(await lacks("manager"), [
      "payout_large",
      "payout_rules",
      "payout_large_rule",
      "staff",
      "credentials",
      "closing",
    ]);
    assert.deepEqual(await session(await mall.staff("finance")), [
      ...["read", "personal_data", "after_sale", "refund", "payout", "payout_large"],
      ...["payout_rules", "reconcile", "risk"],
    ]);
    assert.deepEqual(await session(await mall.staff("support")), [
      ...["read", "personal_data", "order", "ship", "after_sale"],
    ]);
    assert.deepEqual(await session(await mall.staff("viewer")), ["read"]);
  }));

Deno.test("an answer says why there is no contact: forbidden to the role, gone with the person, or withheld", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const look = async (who: TestClaims) =>
      await db.call<StaffOrder>(who, "staff_get_order", { shop: mall.shop, order_id });
    const state = async (who: TestClaims) => (await look(who)).contact_state;
    const [viewer, support] = [await mall.staff("viewer"), await mall.staff("support")];
    assert.deepEqual([await state(support), await state(viewer)], ["shown", "forbidden"]);
    const shipped = await db.call<StaffOrder>(support, "ship_order", {
      shop: mall.shop,
      order_id,
      carrier: "ZTO",
      tracking_no: "75000000001",
      idempotency_key: newKey(),
    });
    assert.equal(shipped.contact_state, "withheld");
    await db.sql`delete from person.order_contacts where order_id = ${order_id}`;
    assert.deepEqual([await state(support), await state(viewer)], ["gone", "forbidden"]);
    assert.equal((await look(viewer)).contact, null);
  }));
