import assert from "node:assert/strict";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiters } from "@/tests/support/waiting.ts";

/** Something on the list; answers its row as the owner reads it. */
async function waiting(mall: Mall, kind: string, subject: string = crypto.randomUUID()) {
  await mall.db.sql`select private.add_work(${mall.shop_id}, ${kind}, ${subject})`;
  return (await mall.work(kind)).find(({ subject_id }) => subject_id === subject)!;
}

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

Deno.test("what is dismissed is never sent again, also not with a later failure of the same order", () =>
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

Deno.test("each role sees the whole list and the actions it may take; other roles are refused", () =>
  onMall(async (mall, db) => {
    const refund = await waiting(mall, "unsent_refund");
    const transfer = await waiting(mall, "unsent_transfer");
    const [viewer, support, finance] = [
      await mall.staff("viewer"),
      await mall.staff("support"),
      await mall.staff("finance"),
    ];
    const seen = async (who: typeof viewer) => {
      const { items } = await db.call<{ items: { kind: string; actions: string[] }[] }>(
        who,
        "list_work",
        { shop: mall.shop },
      );
      return Object.fromEntries(items.map(({ kind, actions }) => [kind, actions.length > 0]));
    };
    assert.deepEqual(await seen(viewer), { unsent_refund: false, unsent_transfer: false });
    assert.deepEqual(await seen(support), { unsent_refund: true, unsent_transfer: false });
    assert.deepEqual(await seen(finance), { unsent_refund: true, unsent_transfer: true });
    await refuses("FORBIDDEN", mall.decideWork(refund, "retry", { who: viewer }));
    await refuses("FORBIDDEN", mall.decideWork(transfer, "retry", { who: support }));
    await refuses("INVALID_REQUEST", mall.decideWork(transfer, "settle"));
    const other = await Mall.open(db, "other");
    await refuses("WORK_NOT_FOUND", other.decideWork(refund, "retry"));
    await refuses("SHOP_NOT_FOUND", mall.decideWork(refund, "retry", { who: other.owner }));
  }));

Deno.test("support sends refunds again; that one went another way or will not go is for who may refund", () =>
  onMall(async (mall) => {
    const [support, finance] = [await mall.staff("support"), await mall.staff("finance")];
    const kinds = ["unsent_refund", "unsent_abnormal_refund", "refund_closed", "refund_abnormal"];
    for (const kind of kinds) {
      const row = await waiting(mall, kind);
      const offered = async (who: typeof support) =>
        (await mall.db.call<WorkItem>(who, "get_work", { shop: mall.shop, work_id: row.id }))
          .actions;
      const again = kind === "refund_abnormal" ? "mend" : "retry";
      assert.deepEqual(await offered(support), [again]);
      assert.deepEqual(await offered(finance), [again, "settle"]);
      for (const action of ["settle", "dismiss"]) {
        await refuses("FORBIDDEN", mall.decideWork(row, action, { who: support }));
      }
      if (!kind.startsWith("unsent")) continue; // the others look for their refund
      assert.equal((await mall.decideWork(row, again, { who: support })).status, "done");
    }
  }));

Deno.test("a held withdrawal above the limit is offered for another try to who may approve it alone", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(90_000);
    await mall.withdrawalRules({ review_above_fen: 0, large_above_fen: 5_000, one_open: false });
    const manager = await mall.staff("manager");
    for (const amount_fen of [5_000, 4_000]) await mall.withdraw(level1, amount_fen);
    await db.sql`
      select private.hold_withdrawal(w, '核对') from pay.withdrawals w order by w.amount_fen desc`;
    await mall.withdrawalRules({ large_above_fen: 4_999 });
    const { items } = await db.call<{ items: WorkItem[] }>(manager, "list_work", {
      shop: mall.shop,
    });
    const offered = items.map(({ detail, actions }) => [detail.amount_fen, actions]);
    assert.deepEqual(offered.toSorted(), [
      [4_000, ["retry", "dismiss"]],
      [5_000, ["dismiss"]],
    ]);
    const large = items.find(({ detail }) => detail.amount_fen === 5_000)!;
    await refuses("APPROVAL_LIMIT", mall.decideWork(large, "retry", { who: manager }));
    assert.equal((await mall.decideWork(large, "retry")).status, "done");
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

Deno.test("twenty decide at once: one decision holds, and the count goes down by one", () =>
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

Deno.test("the list is read by pages, kind and state, and counted by kind", () =>
  onMall(async (mall, db) => {
    for (let n = 0; n < 5; n++) await waiting(mall, "unsent_shipping");
    const closing = await waiting(mall, "unsent_close_payment");
    await mall.decideWork(closing, "dismiss");
    await waiting(mall, "unsent_close_payment", closing.subject_id);
    interface Page {
      items: { kind: string; status: string }[];
      next: string | null;
    }
    const list = (args: Record<string, unknown>) =>
      db.call<Page>(mall.owner, "list_work", { shop: mall.shop, ...args });
    const first = await list({ kind: "unsent_shipping", page_size: 3 });
    const rest = await list({ kind: "unsent_shipping", page_size: 3, after: first.next });
    assert.deepEqual([first.items.length, rest.items.length, rest.next], [3, 2, null]);
    assert.equal((await list({ status: "dismissed" })).items[0]!.kind, "unsent_close_payment");
    assert.deepEqual(await db.call(mall.owner, "count_work", { shop: mall.shop }), {
      open: 6,
      kinds: { unsent_shipping: 5, unsent_close_payment: 1 },
    });
  }));

Deno.test("another shop's work is neither listed, counted nor decided", () =>
  onMall(async (mall, db) => {
    const item = await waiting(mall, "unsent_shipping");
    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual(await elsewhere.work(), []);
    assert.deepEqual(await db.call(elsewhere.owner, "count_work", { shop: elsewhere.shop }), {
      open: 0,
      kinds: {},
    });
    await refuses("WORK_NOT_FOUND", elsewhere.decideWork(item, "dismiss"));
    assert.equal((await mall.work()).length, 1);
  }));

Deno.test("every kind of work does something when it is retried or mended, and every effect has its kind", () =>
  onMall(async (_mall, db) => {
    const silent = await db.sql`
      select k.kind, a.action from ops.work_kinds k, unnest(k.actions) a (action)
       where a.action in ('retry', 'mend') and private.work_effect(k.kind, a.action) is null`;
    assert.deepEqual([...silent], []);
    const effects = await db.sql<{ name: string }[]>`
      select p.proname as name from pg_proc p
       where p.pronamespace = 'private'::regnamespace and p.proname ~ '^work_(mend|retry|settle|dismiss)_'`;
    const used = await db.sql<{ name: string }[]>`
      select distinct private.work_effect(k.kind, a.action)::regproc::text as name
        from ops.work_kinds k, unnest(k.actions) a (action)`;
    const names = new Set(used.map(({ name }) => name));
    assert.deepEqual(effects.filter(({ name }) => !names.has(`private.${name}`)), []);
    const unsendable = await db.sql`
      select sent.kind from unnest(array['refund', 'transfer', 'transfer_cancel', 'shipping', 'close_payment']) sent (kind)
       where not exists (select from ops.work_kinds k where k.kind = 'unsent_' || sent.kind)`;
    assert.deepEqual([...unsendable], []);
  }));

Deno.test("a decision without a reason is refused, and what has ended offers no action", () =>
  onMall(async (mall, db) => {
    const subject = crypto.randomUUID();
    await db.sql`select private.add_work(${mall.shop_id}, 'wechat_reminder', ${subject})`;
    const [item] = await mall.work();
    assert.deepEqual(item!.actions, ["dismiss"]);
    for (const reason of [null, "", "  "]) {
      const decision = { work_id: item!.id, action: "dismiss", reason };
      await refuses("INVALID_REQUEST", mall.command("decide_work", decision));
    }
    const ended = await mall.decideWork(item!, "dismiss");
    assert.deepEqual([ended.status, ended.actions], ["dismissed", []]);
  }));
