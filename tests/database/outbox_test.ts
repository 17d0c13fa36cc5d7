import assert from "node:assert/strict";
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import { Mall } from "@/tests/support/mall.ts";
import { forbids, onMall, seconds } from "@/tests/support/on_mall.ts";

interface Leased {
  shop_id: string;
  id: string;
  kind: string;
  subject_id: string;
  body: { n: number };
  lease_token: string;
  tries: number;
}

const claim = (db: TestDatabase, batch = 20, worker = "one") =>
  db.call<Leased[]>(jobs, "claim_outbox", { worker, batch, lease_seconds: 60 });

const finish = (db: TestDatabase, { shop_id, id, lease_token }: Leased) =>
  db.call<{ result: string; reason: string | null }>(jobs, "finish_outbox", {
    shop_id,
    id,
    lease_token,
    answer: { ok: true },
  });

const retry = (db: TestDatabase, row: Leased, permanent = false) =>
  db.call<{ result: string; reason: string }>(jobs, "retry_outbox", {
    shop_id: row.shop_id,
    id: row.id,
    lease_token: row.lease_token,
    error: "SYSTEM_ERROR",
    permanent,
  });

const enqueue = (mall: Mall, subject_id: string, n: number, kind = "refund") =>
  mall.db.sql`select private.enqueue(${mall.shop_id}, ${kind}, ${subject_id}, ${
    mall.db.sql.json({ n })
  })`;

Deno.test("many workers at once take every row once, the first of its subject only", () =>
  onMall(async (mall, db) => {
    const subjects = Array.from({ length: 40 }, () => crypto.randomUUID());
    for (const subject of subjects) {
      await enqueue(mall, subject, 1);
      await enqueue(mall, subject, 2);
    }
    const workers = Array.from({ length: 8 }, (_, n) => claim(db, 10, `worker ${n}`));
    const taken = (await Promise.all(workers)).flat();
    assert.equal(new Set(taken.map(({ id }) => id)).size, taken.length);
    assert.ok(taken.every(({ body }) => body.n === 1));
    const rest = await claim(db, 100);
    assert.equal(taken.length + rest.length, subjects.length);
    assert.deepEqual(await claim(db), []);
  }));

Deno.test("a subject's rows go in the order of its decisions, also those of one transaction", () =>
  onMall(async (mall, db) => {
    const subject = crypto.randomUUID();
    await db.sql`
      select private.enqueue(${mall.shop_id}, 'refund', ${subject}, jsonb_build_object('n', n))
        from generate_series(1, 5) n`;
    const seen: number[] = [];
    for (let rows = await claim(db); rows.length > 0; rows = await claim(db)) {
      assert.equal(rows.length, 1);
      seen.push(rows[0]!.body.n);
      assert.deepEqual(await finish(db, rows[0]!), { result: "applied", reason: null });
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5]);
  }));

Deno.test("an expired lease is taken again and the first worker's answer is refused", () =>
  onMall(async (mall, db) => {
    await enqueue(mall, crypto.randomUUID(), 1);
    const [first] = await claim(db) as [Leased];
    await db.clock.advance(seconds(59));
    assert.deepEqual(await claim(db), []);
    await db.clock.advance(seconds(2));
    const [second] = await claim(db) as [Leased];
    assert.equal(second.id, first.id);
    assert.deepEqual(await finish(db, first), { result: "rejected", reason: "lease_lost" });
    assert.deepEqual(await retry(db, first), { result: "rejected", reason: "lease_lost" });
    assert.equal((await finish(db, second)).result, "applied");
    assert.equal((await finish(db, second)).result, "rejected");
  }));

Deno.test("C47 tries wait longer and longer; the last puts the row on the work list and lets the next go", () =>
  onMall(async (mall, db) => {
    const subject = crypto.randomUUID();
    await enqueue(mall, subject, 1);
    await enqueue(mall, subject, 2);
    let reason = "waiting";
    let tries = 0;
    for (; reason === "waiting"; tries++) {
      const [row] = await claim(db) as [Leased];
      assert.equal(row.body.n, 1);
      reason = (await retry(db, row)).reason;
      if (reason === "waiting") assert.deepEqual(await claim(db), []);
      await db.clock.advance(seconds(Math.min(5 * 3 ** tries, 7200)));
    }
    assert.deepEqual([reason, tries], ["failed", 12]);
    assert.equal((await claim(db))[0]?.body.n, 2);
    const [told] = await db.sql`
      select payload from realtime.messages where event = 'work.added' and topic = ${`shop:${mall.shop_id}:live`}`;
    assert.equal(told!.payload.status, "unsent_refund");
  }));

Deno.test("nobody but the jobs works the outbox", () =>
  onMall(async (mall, db) => {
    await enqueue(mall, crypto.randomUUID(), 1);
    const member = await mall.member();
    const others = [
      { role: "anon" },
      member,
      mall.owner,
      { role: "mall_server" },
      { role: "mall_wechat" },
    ];
    const row = {
      shop_id: mall.shop_id,
      id: crypto.randomUUID(),
      lease_token: crypto.randomUUID(),
    };
    for (const who of others) {
      await forbids(db.call(who, "claim_outbox", { worker: "me" }));
      await forbids(db.call(who, "finish_outbox", row));
      await forbids(db.call(who, "retry_outbox", { ...row, error: "no" }));
    }
    const [leased] = await claim(db) as [Leased];
    assert.equal((await finish(db, leased)).result, "applied");
  }));

Deno.test("an upload of shipping that waits holds no refund of its order back", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await mall.ship(order_id);
    const [upload] = await claim(db);
    assert.equal(upload!.kind, "shipping");
    await retry(db, upload!);
    await mall.approveRefund(await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]));
    assert.deepEqual((await claim(db)).map(({ kind }) => kind), ["refund"]);
  }));
