import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, mend, right, type Row, send, ship, uploads } from "@/tests/support/mending.ts";
import { jobs } from "@/tests/support/database.ts";

Deno.test("C90 a waybill that WeChat knows is mended once: a new body, the old in history and audit", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    await send(db, "taken");
    const key = newKey();
    const parcels = [right(shipped, 0, "yt 00001")];
    const mended = await mend(mall, order_id, parcels, { idempotency_key: key });
    assert.deepEqual(await mend(mall, order_id, parcels, { idempotency_key: key }), mended);
    assert.deepEqual(
      mended.shipments.map(({ carrier, tracking_no }) => [carrier, tracking_no]),
      [["YTO", "YT00001"]],
    );
    assert.equal(mended.status, "shipped");
    const last = mended.history.at(-1)!;
    assert.deepEqual([last.event, last.by, last.note], [
      "shipment_mended",
      "shop",
      "中通快递 WRONG1 更正为 圆通速递 YT00001",
    ]);
    assert.deepEqual(await uploads(db), [
      ["done", 1, null, "WRONG1"],
      ["waiting", 1, null, "YT00001"],
    ]);
    const [audit] = await db.sql`
      select reason, detail from ops.audit_log where command = 'mend_shipments'`;
    assert.equal(audit!.reason, "单号抄错了");
    assert.deepEqual(
      audit!.detail.changes.map((one: { from: string; to: string }) => [one.from, one.to]),
      [
        ["ZTO WRONG1", "YTO YT00001"],
      ],
    );
    await send(db, "taken");
    await refuses("SHIPMENT_MENDED_BEFORE", mend(mall, order_id, [right(shipped, 0, "YT00002")]));
    assert.equal((await uploads(db)).length, 2);
  }));

Deno.test("a waybill that WeChat has not heard of is mended as often as it is wrong, and told right at first", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    await mend(mall, order_id, [right(shipped, 0, "WRONG2")]);
    await mend(mall, order_id, [right(shipped, 0, "YT00003")]);
    assert.deepEqual(await uploads(db), [
      ["dropped", 1, null, "WRONG1"],
      ["dropped", 1, null, "WRONG2"],
      ["waiting", 1, null, "YT00003"],
    ]);
    await send(db, "taken");
    await mend(mall, order_id, [right(shipped, 0, "YT00004")]); // WeChat's one time
    await send(db, "lost");
    await refuses("SHIPMENT_MENDED_BEFORE", mend(mall, order_id, [right(shipped, 0, "YT00005")]));
  }));

Deno.test("a try whose answer was lost may be at WeChat: it stays, and the mended body follows it", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    await send(db, "lost");
    await mend(mall, order_id, [right(shipped, 0, "YT00001")]);
    assert.deepEqual(await uploads(db), [
      ["waiting", 1, null, "WRONG1"],
      ["waiting", 1, null, "YT00001"],
    ]);
    await mend(mall, order_id, [right(shipped, 0, "YT00002")]); // it was not sent yet
    assert.deepEqual((await uploads(db)).map(([status]) => status), [
      "waiting",
      "dropped",
      "waiting",
    ]);
  }));

Deno.test("a row that a worker holds is not taken back from it", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    await db.call<Row[]>(jobs, "claim_outbox", { worker: "one" });
    await mend(mall, order_id, [right(shipped, 0, "YT00001")]);
    assert.deepEqual((await uploads(db)).map(([status]) => status), ["waiting", "waiting"]);
  }));

Deno.test("what WeChat would not take for good is mended from the work list, and that ends its row there", () =>
  onMall(async (mall, db) => {
    const order_id = await bought(mall);
    const shipped = await ship(mall, order_id, "WRONG1", 2);
    await send(db, "refused");
    const [item] = await mall.work("unsent_shipping");
    assert.deepEqual([item!.subject_id, item!.detail.order_id], [order_id, order_id]);
    assert.deepEqual(item!.actions, ["mend", "retry", "dismiss"]);
    await refuses("INVALID_REQUEST", mall.decideWork(item!, "mend"));
    const input = { parcels: [right(shipped, 0, "YT00001")] };
    const ended = await mall.decideWork(item!, "mend", { input });
    assert.deepEqual([ended.status, ended.closed_by], ["done", "店主"]);
    assert.deepEqual(await uploads(db), [
      ["dropped", 1, null, "WRONG1"],
      ["waiting", 1, null, "YT00001"],
    ]);
    await send(db, "refused"); // wrong once more: WeChat's one time is still there
    await mend(mall, order_id, [right(shipped, 0, "YT00002")]);
    assert.deepEqual(await mall.work("unsent_shipping"), []);
    await send(db, "taken");
    await mend(mall, order_id, [right(shipped, 0, "YT00003")]);
  }));
