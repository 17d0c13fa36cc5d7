import assert from "node:assert/strict";
import { Order, OrderPage } from "@/contracts/orders.ts";
import type { KeptContact } from "@/contracts/server.ts";
import { StaffOrder, StaffOrderPage } from "@/contracts/staff/orders.ts";
import { Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { traces } from "@/tests/support/traces.ts";

type Sealed<T> = Omit<T, "contact"> & { contact: KeptContact | null };

/** SQL answers a contact as sealed text, which the functions open. */
function opened(order: Sealed<Order>): Order {
  return Order.parse({ ...order, contact: null });
}

const getOrder = (mall: Mall, who: Member, order_id: string) =>
  mall.db.call<Sealed<Order>>(who, "get_order", { order_id });

const staffGetOrder = (mall: Mall, who: TestClaims, order_id: string, shop = mall.shop) =>
  mall.db.call<Sealed<StaffOrder>>(who, "staff_get_order", { shop, order_id });

Deno.test("an order in full fits the contract through its whole life", () =>
  onMall(async (mall, db) => {
    const skus = await mall.product([1000, 250]) as [string, string];
    const { buyer } = await mall.chain();
    await mall.settings({ freight_fen: 800, discount_from_fen: 2000, discount_fen: 300 });
    const lines = skus.map((sku_id) => ({ sku_id, quantity: 3 }));
    const paid = await mall.startPaying(buyer, await mall.place(buyer, lines));
    const placed = opened(await getOrder(mall, buyer, paid.order_id));
    assert.deepEqual(placed.can, {
      pay: true,
      cancel: true,
      receive: false,
      after_sale: false,
      buy_again: false,
    });
    assert.equal(placed.payable_fen, 3750 - 300 + 800);
    assert.equal(placed.discounts[0]?.amount_fen, 300);
    assert.equal(placed.paid_fen, 0);

    await mall.notify(paid);
    await mall.refund(buyer, paid.order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.ship(paid.order_id);
    const shipped = opened(await getOrder(mall, buyer, paid.order_id));
    assert.deepEqual(shipped.can, {
      pay: false,
      cancel: false,
      receive: true,
      after_sale: true,
      buy_again: false,
    });
    assert.equal(shipped.paid_fen, placed.payable_fen);
    assert.equal(shipped.lines[0]!.refundable_quantity, 2);
    assert.equal(shipped.refunded_fen, shipped.lines[0]!.refunded_fen);
    assert.equal(
      shipped.refunded_fen + shipped.refundable_freight_fen +
        shipped.lines.reduce((sum, line) => sum + line.refundable_fen, 0),
      shipped.paid_fen,
    );
    assert.deepEqual(shipped.shipments[0]!.lines, [{ line_no: 1, quantity: 2 }, {
      line_no: 2,
      quantity: 3,
    }]);

    await mall.receive(buyer, paid.order_id);
    const whole = await staffGetOrder(mall, mall.owner, paid.order_id);
    const staff = StaffOrder.parse({ ...whole, contact: null });
    assert.deepEqual([...new Set(staff.history.map(({ event }) => event))], [
      "placed",
      "paid",
      "after_sale_requested",
      "after_sale_approved",
      "after_sale_refunded",
      "shipped",
      "received",
    ]);
    assert.equal(staff.payments[0]?.status, "paid");
    assert.equal(staff.refunds[0]?.status, "refunded");
    assert.equal(staff.commissions.length, 4);
    await db.clock.advance(16);
    const late = opened(await getOrder(mall, buyer, paid.order_id));
    assert.equal(late.can.after_sale, false);
  }));

Deno.test("what an after-sale already asks for cannot be asked for again", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 3 }]);
    await mall.askRefund(buyer, paid.order_id, [{ line_no: 1, quantity: 2 }]);
    const order = opened(await getOrder(mall, buyer, paid.order_id));
    assert.equal(order.lines[0]!.refundable_quantity, 1);
    assert.equal(order.lines[0]!.refundable_fen, 1000);
    assert.equal(order.refunded_fen, 0);
  }));

Deno.test("my orders come newest first, page by page, by status, and nobody else's among them", () =>
  onMall(async (mall, db) => {
    await mall.settings({ max_unpaid_orders: 6 });
    const [sku] = await mall.product([1000]) as [string];
    const [me, other] = [await mall.member(), await mall.member()];
    await mall.settings({ max_unpaid_orders: 10 });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.unshift((await mall.place(me, [{ sku_id: sku, quantity: 1 }])).order_id);
      await mall.place(other, [{ sku_id: sku, quantity: 1 }]);
    }
    const list = async (args: Record<string, unknown>) =>
      OrderPage.parse(await db.call(me, "list_orders", args));
    const seen: string[] = [];
    for (let after: string | null = null;;) {
      const page: OrderPage = await list({ page_size: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      if (!(after = page.next)) break;
    }
    assert.deepEqual(seen, ids);

    const paid = await mall.buy(me, [{ sku_id: sku, quantity: 2 }]);
    await mall.askRefund(me, paid.order_id, null);
    const pending = await list({ status: "pending_payment" });
    assert.deepEqual(pending.items.map(({ id }) => id), ids);
    const [wished] = (await list({ status: "after_sale" })).items;
    assert.deepEqual([wished?.id, wished?.after_sale_open, wished?.item_count], [
      paid.order_id,
      true,
      2,
    ]);
  }));

Deno.test("C109 another's order does not exist: member, other shop's member, other shop's staff", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const { order_id } = await mall.place(await mall.member(), [{ sku_id: sku, quantity: 1 }]);
    const other = await Mall.open(db, "other");
    await refuses("ORDER_NOT_FOUND", getOrder(mall, await mall.member(), order_id));
    await refuses("ORDER_NOT_FOUND", getOrder(mall, await other.member(), order_id));
    await refuses("ORDER_NOT_FOUND", staffGetOrder(mall, other.owner, order_id, "other"));
    await refuses("SHOP_NOT_FOUND", staffGetOrder(mall, other.owner, order_id));
    await refuses("SIGN_IN_REQUIRED", getOrder(mall, mall.owner as Member, order_id));
    assert.deepEqual(
      await db.call(other.owner, "staff_list_orders", { shop: "other" }),
      { items: [], next: null, total: 0, more_than: false },
    );
  }));

Deno.test("the contact is for its owner and for staff who may see it, and the audit log says who did", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
    assert.equal((await getOrder(mall, buyer, order_id)).contact?.sealed, "v2.t1.sealed-in-tests");
    const [viewer, support] = [await mall.staff("viewer"), await mall.staff("support")];
    assert.equal((await staffGetOrder(mall, viewer, order_id)).contact, null);
    const looks = () =>
      db.sql`select a.subject_id, s.user_id from ops.audit_log a join shop.staff s on s.id = a.actor_id
              where a.command = 'read_contact'`;
    assert.deepEqual([...await looks()], []);
    assert.equal(
      (await staffGetOrder(mall, support, order_id)).contact?.sealed,
      "v2.t1.sealed-in-tests",
    );
    assert.deepEqual([...await looks()], [{ subject_id: order_id, user_id: support.sub }]);
    const kept = await db
      .sql`select from ops.idempotency where response::text like '%sealed-in-tests%'`;
    assert.equal(kept.length, 0);
  }));

Deno.test("a remark is read with its order by the buyer and by staff, and no kept answer holds it", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const lines = [{ sku_id, quantity: 1 }];
    const more = { remark: "放门口" };
    const key = newKey();
    const { order_id } = await mall.placeAt(buyer, lines, 1000, newKey(), more);
    const [viewer, support] = [await mall.staff("viewer"), await mall.staff("support")];
    assert.equal((await getOrder(mall, buyer, order_id)).remark, "放门口");
    for (const who of [viewer, support]) {
      assert.equal((await staffGetOrder(mall, who, order_id)).remark, "放门口");
    }
    const cancel = () =>
      db.call<{ remark: string }>(buyer, "cancel_order", { order_id, idempotency_key: key });
    assert.deepEqual([(await cancel()).remark, (await cancel()).remark], ["放门口", "放门口"]);
    assert.deepEqual(await traces(db, ["放门口"]), ["person.order_contacts.remark 放门口"]);
  }));

Deno.test("staff find an order by its number or status and see the buyer under a label", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    await db.call(buyer, "update_profile", { nickname: "王小明" });
    const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const { number } = opened(await getOrder(mall, buyer, paid.order_id));
    await mall.place(await mall.member(), [{ sku_id: sku, quantity: 1 }]);
    const viewer = await mall.staff("viewer");
    const list = async (args: Record<string, unknown>) =>
      StaffOrderPage.parse(
        await db.call(viewer, "staff_list_orders", { shop: mall.shop, ...args }),
      );
    assert.equal((await list({})).items.length, 2);
    assert.deepEqual((await list({ number })).items.map(({ id }) => id), [paid.order_id]);
    const [item] = (await list({ status: "paid" })).items;
    assert.equal(item?.number, number);
    assert.ok(!JSON.stringify(item).includes("小明"));
  }));
