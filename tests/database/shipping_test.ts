import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { buyTwoLines, ship, statusOf, uploads } from "@/tests/support/shipping.ts";
import { jobs } from "@/tests/support/database.ts";

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

Deno.test("only roles that may ship do, and only paid orders", () =>
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
