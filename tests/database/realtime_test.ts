import assert from "node:assert/strict";
import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";
import { LiveMessage } from "@/contracts/realtime.ts";
import { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** Probes a topic as Realtime does when somebody joins: rows of its own, read back under the joiner's role. */
function mayJoin(db: TestDatabase, claims: TestClaims, topic: string): Promise<boolean> {
  return db.sql.begin(async (tx) => {
    await tx`insert into realtime.messages (topic, extension) values (${topic}, 'broadcast'), (${topic}, 'presence')`;
    await tx`select set_config('realtime.topic', ${topic}, true),
                    set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
                    set_config('role', ${claims.role}, true)`;
    const rows = await tx`select extension from realtime.messages where topic = ${topic}`;
    assert.ok(rows.every(({ extension }) => extension === "broadcast"));
    return rows.length > 0;
  });
}

Deno.test("C109 a member hears the member's own topic, staff their own shop's, and nobody anything else", () =>
  onMall(async (mall, db) => {
    const other = await Mall.open(db, "other");
    const [me, another] = [await mall.member(), await mall.member()];
    const foreigner = await other.member();
    const viewer = await mall.staff("viewer");
    const mine = `member:${me.member_id}`;
    const live = `shop:${mall.shop_id}:live`;
    const visitor = { role: "anon", kind: "visitor", sub: me.member_id, shop_id: mall.shop_id };

    const allowed: [TestClaims, string][] = [[me, mine], [viewer, live], [mall.owner, live]];
    for (const [who, topic] of allowed) assert.ok(await mayJoin(db, who, topic), topic);
    const refused: [TestClaims, string][] = [
      [another, mine],
      [foreigner, mine],
      [mall.owner, mine],
      [{ ...me, kind: "visitor" }, mine],
      [visitor, mine],
      [{ role: "anon" }, live],
      [me, live],
      [other.owner, live],
      [{ ...viewer, kind: "member" }, live],
      [mall.owner, `shop:${mall.shop_id}`],
      [mall.owner, `${live}:x`],
      [me, "anything"],
    ];
    for (const [who, topic] of refused) assert.ok(!await mayJoin(db, who, topic), topic);
  }));

Deno.test("a member who was forgotten or blocked is not let in again", () =>
  onMall(async (mall, db) => {
    const me = await mall.member();
    const viewer = await mall.staff("viewer");
    await db.sql`update shop.staff set status = 'left' where user_id = ${String(viewer.sub)}`;
    await db.sql`update member.members set status = 'blocked' where id = ${me.member_id}`;
    assert.ok(!await mayJoin(db, viewer, `shop:${mall.shop_id}:live`));
    assert.ok(!await mayJoin(db, me, `member:${me.member_id}`));
  }));

Deno.test("no client sends", () =>
  onMall(async (mall, db) => {
    const me = await mall.member();
    for (const claims of [me, mall.owner, { role: "anon" }]) {
      const send = db.sql.begin(async (tx) => {
        await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
                        set_config('role', ${claims.role}, true)`;
        await tx`insert into realtime.messages (topic, extension, private) values (${`member:${me.member_id}`}, 'broadcast', true)`;
      });
      await assert.rejects(send, { code: "42501" });
    }
  }));

Deno.test("a message has kind, id, time and delta, and is said only when the transaction commits", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const { level1, buyer } = await mall.chain();
    await db.sql`delete from realtime.messages where true`;
    await assert.rejects(mall.placeAt(buyer, [{ sku_id: sku, quantity: 1 }], 1));
    const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const said = await db.sql`
      select topic, event, payload, private from realtime.messages order by inserted_at, event`;
    for (const { event, payload } of said) assert.equal(LiveMessage.parse(payload).kind, event);
    assert.ok(said.every((message) => message.private));
    const find = (event: string) => said.filter((message) => message.event === event);
    assert.deepEqual(find("order.placed").map(({ payload }) => payload.delta), [{ orders: 1 }]);
    assert.equal(find("order.paid")[0]!.payload.delta.paid_fen, 1000);
    assert.equal(find("order.paid")[0]!.payload.id, paid.order_id);
    assert.ok(
      find("commission.pending").some(({ topic }) => topic === `member:${level1.member_id}`),
    );
    const heard = find("order.changed").filter(({ topic }) =>
      topic === `member:${buyer.member_id}`
    );
    assert.deepEqual(heard.map(({ payload }) => [payload.id, payload.status]), [[
      paid.order_id,
      "paid",
    ]]);
  }));
