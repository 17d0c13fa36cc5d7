import assert from "node:assert/strict";
import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const jobs = { role: "mall_jobs" };

interface Parcel {
  shipment_id: string;
  carrier: string;
  tracking_no: string;
}

interface Shipped {
  status: string;
  shipments: { id: string; carrier: string; tracking_no: string }[];
  history: { event: string; by: string; note: string | null }[];
}

function mend(
  mall: Mall,
  order_id: string,
  parcels: Parcel[],
  change: Record<string, unknown> = {},
  who: TestClaims = mall.owner,
): Promise<Shipped> {
  return mall.db.call(who, "mend_shipments", {
    shop: mall.shop,
    order_id,
    parcels,
    reason: "单号抄错了",
    idempotency_key: newKey(),
    ...change,
  });
}

/** An order of two pieces of one line. */
async function bought(mall: Mall, buyer?: Member): Promise<string> {
  const [sku_id] = await mall.product([1000]) as [string];
  return (await mall.buy(buyer ?? await mall.member("openid"), [{ sku_id, quantity: 2 }])).order_id;
}

/** One parcel with one piece. */
function ship(mall: Mall, order_id: string, tracking_no: string, quantity = 1): Promise<Shipped> {
  return mall.db.call(mall.owner, "ship_order", {
    shop: mall.shop,
    order_id,
    lines: [{ line_no: 1, quantity }],
    carrier: "ZTO",
    tracking_no,
    idempotency_key: newKey(),
  });
}

interface Row {
  id: string;
  shop_id: string;
  lease_token: string;
}

/** The worker takes what is due, and WeChat takes it, refuses it for good, or its answer is lost. */
async function send(db: TestDatabase, end: "taken" | "refused" | "lost"): Promise<void> {
  while (true) {
    const rows = await db.call<Row[]>(jobs, "claim_outbox", { worker: "one" });
    if (rows.length === 0) return;
    for (const { shop_id, id, lease_token } of rows) {
      const row = { shop_id, id, lease_token };
      if (end === "taken") {
        await db.call(jobs, "finish_outbox", { ...row, answer: { state: "uploaded" } });
      } else {
        const answer = { ...row, error: "10060014 x", permanent: end === "refused" };
        await db.call(jobs, "retry_outbox", answer);
      }
    }
    if (end === "lost") return;
  }
}

/** What stands in the outbox: state, mode, whether it is the last, and the waybills. */
async function uploads(db: TestDatabase) {
  const rows = await db.sql`
    select status, body from ops.outbox where kind = 'shipping' order by id`;
  return rows.map(({ status, body }) => [
    status,
    body.delivery_mode,
    body.is_all_delivered ?? null,
    // deno-lint-ignore no-explicit-any -- a body as it was frozen
    body.shipping_list.map((one: any) => one.tracking_no).join(),
  ]);
}

const right = (shipped: Shipped, at: number, tracking_no: string): Parcel => ({
  shipment_id: shipped.shipments[at]!.id,
  carrier: "YTO",
  tracking_no,
});

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

Deno.test("eight mend the same parcel at once: WeChat is told the last one's, once", () =>
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
