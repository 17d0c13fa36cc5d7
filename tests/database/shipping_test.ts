import assert from "node:assert/strict";
import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const jobs = { role: "mall_jobs" };

type Lines = { line_no: number; quantity: number }[];

function ship(
  mall: Mall,
  order_id: string,
  lines: Lines | null,
  change: Record<string, unknown> = {},
  who: TestClaims = mall.owner,
) {
  return mall.db.call<{ status: string; shipments: { id: string }[] }>(who, "ship_order", {
    shop: mall.shop,
    order_id,
    lines,
    carrier: "ZTO",
    tracking_no: "75000000001",
    idempotency_key: newKey(),
    ...change,
  });
}

async function uploads(db: TestDatabase) {
  const rows = await db.sql`select body from ops.outbox where kind = 'shipping' order by id`;
  return rows.map(({ body }) => body);
}

async function statusOf(db: TestDatabase, id: string) {
  const [row] = await db.sql<
    { status: string }[]
  >`select status from trade.orders where id = ${id}`;
  return row!.status;
}

async function buyTwoLines(mall: Mall, buyer: Member) {
  const skus = await mall.product([1000, 250]) as [string, string];
  return await mall.buy(buyer, [{ sku_id: skus[0], quantity: 2 }, {
    sku_id: skus[1],
    quantity: 3,
  }]);
}

Deno.test("C90 one parcel for all: WeChat's body is exact, and the same key ships once", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member("openid-of-buyer");
    const paid = await buyTwoLines(mall, buyer);
    const key = newKey();
    const first = await ship(mall, paid.order_id, null, { idempotency_key: key });
    assert.equal(first.status, "shipped");
    assert.deepEqual(await ship(mall, paid.order_id, null, { idempotency_key: key }), first);
    const audit = await db.sql`select from ops.audit_log where command = 'ship_order'`;
    assert.equal(audit.length, 1);
    assert.deepEqual(await uploads(db), [{
      order_key: { order_number_type: 2, transaction_id: paid.transaction["transaction_id"] },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [{
        tracking_no: "75000000001",
        express_company: "ZTO",
        item_desc: "明前龙井*2，明前龙井*3",
      }],
    }]); // the payer's openid is added when the row is claimed
    await refuses("ORDER_NOT_SHIPPABLE", ship(mall, paid.order_id, null));
  }));

Deno.test("C90 split parcels: the status follows the rows, the last one says so, too much is refused", () =>
  onMall(async (mall, db) => {
    const paid = await buyTwoLines(mall, await mall.member());
    assert.equal((await ship(mall, paid.order_id, [{ line_no: 2, quantity: 2 }])).status, "paid");
    await refuses(
      "SHIPMENT_EXCEEDS_ORDER",
      ship(mall, paid.order_id, [{ line_no: 2, quantity: 2 }]),
    );
    await refuses(
      "SHIPMENT_EXCEEDS_ORDER",
      ship(mall, paid.order_id, [{ line_no: 9, quantity: 1 }]),
    );
    await refuses("INVALID_REQUEST", ship(mall, paid.order_id, [{ line_no: 1, quantity: 0 }]));
    await refuses("INVALID_REQUEST", ship(mall, paid.order_id, []));
    await refuses("INVALID_REQUEST", ship(mall, paid.order_id, null, { tracking_no: " " }));
    assert.equal((await ship(mall, paid.order_id, null)).status, "shipped");
    const bodies = await uploads(db);
    assert.deepEqual(
      bodies.map((
        body,
      ) => [body.delivery_mode, body.is_all_delivered, body.shipping_list[0].item_desc]),
      [[2, false, "明前龙井*2"], [2, true, "明前龙井*2，明前龙井*1"]],
    );
  }));

Deno.test("C90 an order has at most fifteen parcels", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([10]) as [string];
    const paid = await mall.buy(await mall.member(), [{ sku_id: sku, quantity: 20 }]);
    for (let n = 0; n < 15; n++) await ship(mall, paid.order_id, [{ line_no: 1, quantity: 1 }]);
    await refuses("ORDER_NOT_SHIPPABLE", ship(mall, paid.order_id, null));
  }));

Deno.test("goods refunded before they were shipped do not leave, and the rest makes the order shipped", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const paid = await buyTwoLines(mall, buyer);
    await mall.refund(buyer, paid.order_id, [{ line_no: 2, quantity: 1 }]);
    await refuses(
      "SHIPMENT_EXCEEDS_ORDER",
      ship(mall, paid.order_id, [{ line_no: 2, quantity: 3 }]),
    );
    await ship(mall, paid.order_id, [{ line_no: 1, quantity: 2 }]);
    assert.equal(await statusOf(db, paid.order_id), "paid");
    await mall.refund(buyer, paid.order_id, [{ line_no: 2, quantity: 2 }]);
    assert.equal(await statusOf(db, paid.order_id), "shipped");
    const bodies = await uploads(db);
    assert.deepEqual(bodies.map((body) => body.is_all_delivered), [false, true]);
    assert.deepEqual(bodies[1]!.shipping_list, bodies[0]!.shipping_list);
  }));

Deno.test("two who ship the same goods at once send them once; a refund at the same moment is counted", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku] = await mall.product([1000], { stock: 10 }) as [string];
    const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 4 }]);
    const after_sale = await mall.askRefund(buyer, paid.order_id, [{ line_no: 1, quantity: 2 }]);
    const settled = await Promise.allSettled([
      ship(mall, paid.order_id, [{ line_no: 1, quantity: 3 }]),
      ship(mall, paid.order_id, [{ line_no: 1, quantity: 3 }]),
      mall.approveRefund(after_sale),
    ]);
    assert.ok(settled.slice(0, 2).some(({ status }) => status === "rejected"));
    assert.equal(settled[2]!.status, "fulfilled");
    const [line] = await db
      .sql`select shipped_quantity, cancelled_quantity, refunded_quantity from trade.order_lines`;
    assert.ok(line!.shipped_quantity + line!.cancelled_quantity <= 4);
    assert.equal(line!.refunded_quantity, 2);
    assert.equal(await mall.available(sku), 6 + line!.cancelled_quantity);
    await mall.refundArrives(after_sale);
  }));

Deno.test("SF gets the sealed receiver with its lease, others do not; the outbox itself keeps no contact", () =>
  onMall(async (mall, db) => {
    for (const carrier of ["SF", "ZTO"]) {
      const paid = await buyTwoLines(mall, await mall.member());
      await ship(mall, paid.order_id, null, { carrier });
    }
    const rows = await db.call<{ contact: { sealed: string } | null }[]>(jobs, "claim_outbox", {
      worker: "one",
      batch: 9,
      lease_seconds: 60,
    });
    assert.deepEqual(rows.map(({ contact }) => contact?.sealed), [
      "v2.t1.sealed-in-tests",
      undefined,
    ]);
    const kept = await db.sql`select from ops.outbox where body::text like '%sealed%'`;
    assert.equal(kept.length, 0);
  }));

Deno.test("a free order is shipped without WeChat, which never heard of it", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([0]) as [string];
    const buyer = await mall.member();
    const placed = await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
    await ship(mall, placed.order_id, null);
    assert.equal(await statusOf(db, placed.order_id), "shipped");
    assert.deepEqual(await uploads(db), []);
  }));

Deno.test("who may ship, and only what is paid", () =>
  onMall(async (mall) => {
    const buyer = await mall.member();
    const paid = await buyTwoLines(mall, buyer);
    const [sku] = await mall.product([1000]) as [string];
    const unpaid = await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
    for (const role of ["viewer", "finance"]) {
      await refuses("FORBIDDEN", ship(mall, paid.order_id, null, {}, await mall.staff(role)));
    }
    await refuses("ORDER_NOT_SHIPPABLE", ship(mall, unpaid.order_id, null));
    await refuses("ORDER_NOT_FOUND", ship(mall, crypto.randomUUID(), null));
    await ship(mall, paid.order_id, null, {}, await mall.staff("support"));
  }));

Deno.test("C67 receipt starts the clock of settlement: once, by the buyer, only of what was shipped", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const paid = await buyTwoLines(mall, buyer);
    const key = newKey();
    const confirm = (who: Member) =>
      db.call<{ status: string }>(who, "confirm_receipt", {
        order_id: paid.order_id,
        idempotency_key: key,
      });
    await refuses("ORDER_NOT_RECEIVABLE", confirm(buyer));
    await ship(mall, paid.order_id, null);
    await refuses("ORDER_NOT_FOUND", confirm(await mall.member()));
    await mall.settings({ settle_days: 3 });
    const done = await confirm(buyer);
    assert.equal(done.status, "completed");
    assert.deepEqual(await confirm(buyer), done);
    const rows = await db.sql`
      select distinct c.settle_at = o.completed_at + interval '15 days' as on_date
        from ledger.commissions c join trade.orders o on o.id = c.order_id`;
    assert.deepEqual([...rows], [{ on_date: true }]);
  }));

Deno.test("C51 after ten days an order counts as received, but not while an after-sale is open", () =>
  onMall(async (mall, db) => {
    const [one, two] = [await mall.member(), await mall.member()];
    const [first, second] = [await buyTwoLines(mall, one), await buyTwoLines(mall, two)];
    await ship(mall, first.order_id, [{ line_no: 1, quantity: 2 }]);
    await ship(mall, second.order_id, null);
    await db.clock.advance(5);
    await ship(mall, first.order_id, null); // the last parcel counts
    const after_sale = await mall.askRefund(
      two,
      second.order_id,
      [{ line_no: 1, quantity: 1 }],
      "return_refund",
    );
    const receive = () => db.call<{ received: number }>(jobs, "auto_receive", {});
    await db.clock.advance(6);
    assert.deepEqual(await receive(), { received: 0, more: false });
    await db.clock.advance(4);
    const runs = await Promise.all([receive(), receive(), receive()]);
    assert.equal(runs.reduce((sum, { received }) => sum + received, 0), 1);
    assert.equal(await statusOf(db, first.order_id), "completed");
    assert.equal(await statusOf(db, second.order_id), "shipped");
    await db.call(two, "cancel_after_sale", { after_sale_id: after_sale });
    assert.deepEqual(await receive(), { received: 1, more: false });
  }));
