import assert from "node:assert/strict";
import { LiveMessage } from "@/contracts/realtime.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import { newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

interface EventRow {
  id: string;
  kind: string;
  subject_id: string;
  member_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  payload: Record<string, unknown>;
}

const eventsOf = (db: TestDatabase) =>
  db.sql<EventRow[]>`
    select id, kind, subject_id, member_id, actor_kind, actor_id, payload from ops.events order by id, kind`;

const messagesOf = (db: TestDatabase) =>
  db.sql<{ topic: string; event: string; payload: LiveMessage }[]>`
    select topic, event, payload from realtime.messages order by topic, event, payload ->> 'id'`;

Deno.test("an order, its payment and its refund are events: what, to whom, by whom, and what it changed", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([10_000]) as [string];
    const { level1, level2, buyer } = await mall.chain();
    const before = new Set((await eventsOf(db)).map(({ id }) => id));
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const [staff] = await db
      .sql`select id from shop.staff where user_id = ${String(mall.owner.sub)}`;
    await mall.command("refund_order", { order_id, reason: "缺货", lines: null });

    const rows = (await eventsOf(db)).filter(({ id }) => !before.has(id));
    const find = (kind: string) => rows.filter((row) => row.kind === kind);
    const [placed] = find("order.placed");
    assert.deepEqual(
      [placed!.subject_id, placed!.member_id, placed!.actor_kind, placed!.actor_id],
      [order_id, buyer.member_id, "member", buyer.member_id],
    );
    const [paid] = find("order.paid");
    assert.deepEqual([paid!.subject_id, paid!.actor_kind], [order_id, "wechat"]);
    const { status, shop } = paid!.payload as { status: string; shop: Record<string, number> };
    assert.deepEqual([status, shop["paid_fen"], shop["paid_orders"]], ["paid", 10_000, 1]);
    const pending = find("commission.pending");
    assert.deepEqual(
      pending.map(({ member_id }) => member_id).sort(),
      [level1.member_id, level2.member_id].sort(),
    );
    const [refunding] = find("after_sale.changed");
    assert.deepEqual([refunding!.actor_kind, refunding!.actor_id], ["staff", staff!.id]);
    assert.equal(find("commission.reversed").length, 2);
  }));

Deno.test("live messages are made of the events alone: the shop hears the shop's events, a member the member's own", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([10_000]) as [string];
    const { level1, buyer } = await mall.chain();
    await db.sql`delete from realtime.messages where true`;
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const said = await messagesOf(db);
    for (const { event, payload } of said) assert.equal(LiveMessage.parse(payload).kind, event);
    const to = (topic: string) => said.filter((one) => one.topic === topic);
    const shop = to(`shop:${mall.shop_id}:live`);
    assert.deepEqual(shop.map(({ event }) => event), ["order.paid", "order.placed"]);
    assert.equal(shop[0]!.payload.delta!["paid_fen"], 10_000);
    const [heard, ...more] = to(`member:${buyer.member_id}`);
    assert.deepEqual(more, []);
    const { at, ...rest } = heard!.payload;
    assert.ok(at);
    assert.deepEqual(rest, { kind: "order.changed", id: order_id, status: "paid" }); // no figure of the shop's
    const [earned] = to(`member:${level1.member_id}`);
    assert.deepEqual(
      [earned!.event, earned!.payload.level, Object.keys(earned!.payload.delta!)],
      ["commission.pending", 1, ["pending_fen"]],
    );
  }));

Deno.test("where no live message can be written the events stand, and nothing else is lost", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    await db.sql`alter table realtime.messages add constraint no_day check (topic = '') not valid`;
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    assert.ok(db.warnings.some((text) => text.startsWith("live messages were lost")));
    db.warnings.length = 0;
    const kinds = (await eventsOf(db)).filter(({ subject_id }) => subject_id === order_id)
      .map(({ kind }) => kind).sort();
    assert.deepEqual(kinds, ["order.paid", "order.placed"]);
  }));

Deno.test("an event cannot be changed or deleted, and an undeclared kind is refused", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    await mall.place(await mall.member(), [{ sku_id: sku, quantity: 1 }]);
    const [row] = await db.sql`select tableoid::regclass::text as month from ops.events limit 1`;
    for (const table of ["ops.events", row!.month]) {
      for (
        const statement of [
          `update ${table} set payload = '{}' where true`,
          `delete from ${table} where true`,
        ]
      ) await assert.rejects(db.sql.unsafe(statement), { code: "23000" }, statement);
    }
    await assert.rejects(db.sql`truncate ops.events`, { code: "23000" });
    await assert.rejects(
      db.sql`select private.record_event(${mall.shop_id}, 'order.eaten', ${crypto.randomUUID()})`,
      { code: "23502" },
    );
    db.warnings.length = 0;
  }));

Deno.test("a rolled-back change is no event", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const before = (await eventsOf(db)).length;
    await assert.rejects(mall.placeAt(buyer, [{ sku_id: sku, quantity: 1 }], 1, newKey()));
    assert.equal((await eventsOf(db)).length, before);
  }));
