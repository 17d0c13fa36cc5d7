import assert from "node:assert/strict";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiters } from "@/tests/support/waiting.ts";
import { waiting } from "@/tests/support/work_list.ts";

/** Rows of the outbox that WeChat would not take, by kind. */
async function unsent(mall: Mall, kinds: string[]): Promise<void> {
  const { sql } = mall.db;
  for (const kind of kinds) {
    await sql`select private.enqueue(${mall.shop_id}, ${kind}, gen_random_uuid(), '{}')`;
  }
  const jobs = { role: "mall_jobs" };
  const rows = await mall.db.call<{ shop_id: string; id: string; lease_token: string }[]>(
    jobs,
    "claim_outbox",
    { worker: "one" },
  );
  for (const { shop_id, id, lease_token } of rows) {
    const error = "refused 403 NOT_ENOUGH 基本账户余额不足";
    await mall.db.call(jobs, "retry_outbox", { shop_id, id, lease_token, error, permanent: true });
  }
}

const waits = async (mall: Mall) =>
  (await mall.db.sql<{ kind: string }[]>`
    select kind from ops.outbox where status = 'waiting' order by kind`).map(({ kind }) => kind);

Deno.test("what WeChat would not take stands on the work list in its own words, and goes again on a retry", () =>
  onMall(async (mall) => {
    await unsent(mall, ["refund", "transfer", "shipping"]);
    const items = await mall.work();
    assert.deepEqual(items.map(({ kind }) => kind).toSorted(), [
      "unsent_refund",
      "unsent_shipping",
      "unsent_transfer",
    ]);
    assert.match(items[0]!.detail.message!, /基本账户余额不足/);
    for (const item of items) assert.equal((await mall.decideWork(item, "retry")).status, "done");
    assert.deepEqual(await waits(mall), ["refund", "shipping", "transfer"]);
    const tries = await mall.db.sql<{ tries: number }[]>`select tries from ops.outbox`;
    assert.deepEqual(tries.map((row) => row.tries), [0, 0, 0]); // all of its tries again
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("a dismissed row is never sent again, also not with a later failure of the same order", () =>
  onMall(async (mall, db) => {
    await unsent(mall, ["shipping"]);
    const [first] = await mall.work();
    assert.equal((await mall.decideWork(first!, "dismiss")).status, "dismissed");
    await db.sql`
      insert into ops.outbox (shop_id, kind, subject_id, body, status)
      values (${mall.shop_id}, 'shipping', ${first!.subject_id}, '{}', 'failed')`;
    const second = await waiting(mall, "unsent_shipping", first!.subject_id);
    await mall.decideWork(second, "retry");
    assert.deepEqual(await waits(mall), ["shipping"]);
  }));

Deno.test("a decision is repeated by its key, refused without one, and leaves its reason in the audit log", () =>
  onMall(async (mall, db) => {
    const item = await waiting(mall, "unsent_close_payment");
    const key = newKey();
    const decided = await mall.decideWork(item, "dismiss", { key });
    assert.deepEqual(await mall.decideWork(item, "dismiss", { key }), decided);
    await refuses("IDEMPOTENCY_CONFLICT", mall.decideWork(item, "retry", { key }));
    await refuses("WORK_STATE", mall.decideWork(item, "dismiss"));
    assert.deepEqual([decided.status, decided.closed_by, decided.reason, decided.actions], [
      "dismissed",
      "店主",
      "核对过了",
      [],
    ]);
    const audit = await db.sql`
      select command, reason, detail - 'work_id' as detail from ops.audit_log where command = 'decide_work'`;
    assert.deepEqual([...audit], [{
      command: "decide_work",
      reason: "核对过了",
      detail: { kind: "unsent_close_payment", action: "dismiss" },
    }]);
  }));

Deno.test("twenty staff decide at once: one decision holds, and the count goes down by one", () =>
  onMall(async (mall, db) => {
    const item = await waiting(mall, "unsent_shipping");
    const tries = Array.from(
      { length: 20 },
      (_, n) => mall.decideWork(item, n % 2 === 0 ? "retry" : "dismiss").then(() => "", String),
    );
    const ends = await Promise.all(tries);
    assert.equal(ends.filter((end) => end === "").length, 1);
    assert.equal(ends.filter((end) => end.includes("WORK_STATE")).length, 19);
    const told = await db.sql`
      select payload -> 'delta' as delta from realtime.messages where event = 'work.ended'`;
    assert.deepEqual(told.map(({ delta }) => delta), [{ open_work: -1 }]);
  }));

Deno.test("a work row that came right while staff dismissed it ends once, and the staff member is told", () =>
  onMall(async (mall, db) => {
    const item = await waiting(mall, "unsent_shipping");
    const dismissed = await db.sql.begin(async (sql) => {
      await sql`select private.end_work(${mall.shop_id}, 'unsent_shipping', ${item.subject_id})`;
      const late = mall.decideWork(item, "dismiss").then(() => "dismissed", String);
      await waiters(db, 1);
      return { late };
    });
    assert.match(await dismissed.late, /WORK_STATE/);
    const [row] = await db.sql`select status, closed_by from ops.work`;
    assert.deepEqual({ ...row }, { status: "done", closed_by: null });
    const told = await db.sql`select from realtime.messages where event = 'work.ended'`;
    assert.equal(told.length, 1);
  }));

Deno.test("the same thing again is the same row: counted, told once, its detail added to", () =>
  onMall(async (mall, db) => {
    const subject = crypto.randomUUID();
    const add = (detail: Record<string, string>) =>
      db.sql`select private.add_work(${mall.shop_id}, 'unsent_shipping', ${subject}, ${
        db.sql.json(detail)
      })`;
    await Promise.all(Array.from({ length: 10 }, () => add({ code: "10060014" })));
    await add({ message: "运单号不存在" });
    const [item, ...more] = await mall.work();
    assert.deepEqual(more, []);
    assert.equal(item!.times, 11);
    assert.deepEqual(item!.detail, { code: "10060014", message: "运单号不存在" });
    const told = await db.sql`select from realtime.messages where event = 'work.added'`;
    assert.equal(told.length, 1);
  }));

Deno.test("one kind of a thing comes right and its other kind still waits", () =>
  onMall(async (mall, db) => {
    const { subject_id } = await waiting(mall, "unsent_shipping");
    await waiting(mall, "unsent_close_payment", subject_id);
    await db.sql`select private.end_work(${mall.shop_id}, 'unsent_shipping', ${subject_id})`;
    assert.deepEqual((await mall.work()).map(({ kind }) => kind), ["unsent_close_payment"]);
  }));
