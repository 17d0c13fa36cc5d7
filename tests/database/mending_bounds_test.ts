import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, mend, type Parcel, right, send, ship, uploads } from "@/tests/support/mending.ts";

Deno.test("parcels of this order may be mended before its receipt, by staff that may ship, with a change", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member("openid");
    const order_id = await bought(mall, buyer);
    const other = await ship(mall, await bought(mall, buyer), "750001", 2);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    const parcel = right(shipped, 0, "YT00001");
    for (const role of ["viewer", "finance"]) {
      await refuses("FORBIDDEN", mend(mall, order_id, [parcel], {}, await mall.staff(role)));
    }
    const bad: unknown[] = [
      ...[null, {}, [], [parcel, parcel], Array(16).fill(parcel), [{ ...parcel, more: 1 }]],
      ...[[{ ...parcel, shipment_id: "1" }], [{ ...parcel, carrier: "NO" }]],
      [{ ...parcel, tracking_no: "12345" }],
      [{ shipment_id: parcel.shipment_id, carrier: "ZTO", tracking_no: " wrong1" }], // no change
    ];
    for (const parcels of bad) {
      await refuses("INVALID_REQUEST", mend(mall, order_id, parcels as Parcel[]));
    }
    await refuses("INVALID_REQUEST", mend(mall, order_id, [parcel], { reason: " " }));
    await refuses("SHIPMENT_NOT_FOUND", mend(mall, order_id, [right(other, 0, "YT00001")]));
    await refuses("ORDER_NOT_FOUND", mend(mall, crypto.randomUUID(), [parcel]));
    await mall.receive(buyer, order_id);
    await refuses("SHIPMENT_NOT_MENDABLE", mend(mall, order_id, [parcel]));
    assert.deepEqual(
      (await db.sql`select from trade.order_events where kind = 'shipment_mended'`).length,
      0,
    );
  }));

Deno.test("eight staff correct the same parcel at once: WeChat hears the last correction, once", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    await send(db, "taken");
    const tries = Array.from(
      { length: 8 },
      (_, n) => mend(mall, order_id, [right(shipped, 0, `YT${10_000 + n}`)]),
    );
    await Promise.all(tries);
    const [parcel] = await db.sql`select tracking_no, told_as from trade.shipments`;
    assert.equal(parcel!.told_as, `YTO ${parcel!.tracking_no}`);
    const rows = await uploads(db);
    assert.equal(rows.filter(([status]) => status === "dropped").length, 7);
    assert.deepEqual(rows.filter(([status]) => status === "waiting"), [
      ["waiting", 1, null, parcel!.tracking_no],
    ]);
    const events = await db.sql`select from trade.order_events where kind = 'shipment_mended'`;
    assert.equal(events.length, 8);
  }));

Deno.test("a free order's parcels are mended without WeChat, which does not know it", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([0]) as [string];
    const placed = await mall.place(await mall.member(), [{ sku_id, quantity: 1 }]);
    const shipped = await ship(mall, placed.order_id, "WRONG1");
    await mend(mall, placed.order_id, [right(shipped, 0, "YT00001")]);
    await mend(mall, placed.order_id, [right(shipped, 0, "YT00002")]);
    assert.deepEqual(await uploads(db), []);
  }));

Deno.test("an order whose buyer's address or openid is gone is not shipped silently", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const other = await bought(mall, await mall.member("another"));
    await db.sql`delete from person.order_contacts where order_id = ${order_id}`;
    await refuses("ORDER_WITHOUT_RECEIVER", ship(mall, order_id, "750001"));
    const shipped = await ship(mall, other, "WRONG1");
    await db.sql`delete from person.identities where openid = 'another'`;
    await refuses("ORDER_WITHOUT_RECEIVER", ship(mall, other, "750002"));
    await refuses("ORDER_WITHOUT_RECEIVER", mend(mall, other, [right(shipped, 0, "YT00001")]));
  }));
