import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, mend, right, send, ship, uploads } from "@/tests/support/mending.ts";

Deno.test("C90 of several parcels the whole list goes once more; those of one order are mended together", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    await ship(mall, order_id, "WRONG1");
    const shipped = await ship(mall, order_id, "WRONG2");
    await send(db, "taken");
    await mend(mall, order_id, [right(shipped, 0, "YT00001"), right(shipped, 1, "YT00002")]);
    assert.deepEqual((await uploads(db)).at(-1), ["waiting", 2, true, "YT00001,YT00002"]);
    const [order] = await db.sql`select reship_id is not null as used from trade.orders`;
    assert.equal(order!.used, true);
  }));

Deno.test("C90 while some goods have not left, a wrong waybill waits for the last parcel and then uses the one time", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const first = await ship(mall, order_id, "WRONG1");
    await send(db, "taken");
    await mend(mall, order_id, [right(first, 0, "WRONG9")]);
    await mend(mall, order_id, [right(first, 0, "YT00001")]);
    assert.deepEqual(await uploads(db), [["done", 2, false, "WRONG1"]]);
    const shipped = await ship(mall, order_id, "750002");
    assert.deepEqual((await uploads(db)).slice(1), [
      ["waiting", 2, true, "750002"],
      ["waiting", 2, true, "YT00001,750002"],
    ]);
    await send(db, "taken");
    await refuses("SHIPMENT_MENDED_BEFORE", mend(mall, order_id, [right(shipped, 1, "YT00002")]));
  }));

Deno.test("C90 of two parcels one was refused and the last was taken: mending tells the whole list", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    await ship(mall, order_id, "WRONG1");
    await send(db, "refused");
    const shipped = await ship(mall, order_id, "750002");
    await send(db, "taken");
    assert.equal((await mall.work("unsent_shipping")).length, 1); // the first is still not there
    await mend(mall, order_id, [right(shipped, 0, "YT00001")]);
    assert.deepEqual((await uploads(db)).at(-1), ["waiting", 2, true, "YT00001,750002"]);
  }));

Deno.test("C90 the rest was taken back: the last parcel is told as the last, and a wrong one right after it", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member("openid");
    const order_id = await bought(mall, buyer);
    const first = await ship(mall, order_id, "WRONG1");
    await send(db, "taken");
    await mend(mall, order_id, [right(first, 0, "YT00001")]);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.deepEqual((await uploads(db)).slice(1), [
      ["waiting", 2, true, "YT00001"],
      ["waiting", 1, null, "YT00001"],
    ]);
  }));
