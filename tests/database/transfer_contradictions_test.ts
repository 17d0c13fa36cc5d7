import assert from "node:assert/strict";
import type { TestDatabase } from "../support/database.ts";
import { type Mall, type Member, newKey } from "../support/mall.ts";
import { onMall, refuses } from "../support/on_mall.ts";

const jobs = { role: "mall_jobs" };

/** A distributor with 9,000 fen in the balance who withdraws without review. */
async function rich(mall: Mall): Promise<Member> {
  const { level1 } = await mall.earnings(90_000);
  await mall.withdrawalRules({ review_above_fen: 199_999, one_open: false, daily_count: 100 });
  return level1;
}

/** WeChat has been asked for a withdrawal. */
async function sent(mall: Mall, level1: Member, amount_fen = 9_000): Promise<string> {
  const { id } = await mall.withdraw(level1, amount_fen);
  await mall.db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
  return id;
}

async function says(mall: Mall, id: string, state: string, more: Record<string, unknown> = {}) {
  const { result, reason } = await mall.db.call<{ result: string; reason: string | null }>(
    jobs,
    "record_transfer_answer",
    { shop_id: mall.shop_id, withdrawal_id: id, bill: { state, ...more } },
  );
  return reason ?? result;
}

async function failed(mall: Mall, level1: Member): Promise<string> {
  const id = await sent(mall, level1);
  assert.equal(await says(mall, id, "FAIL", { fail_reason: "PARAMERROR" }), "applied");
  return id;
}

async function statusOf(db: TestDatabase, id: string): Promise<string> {
  const [row] = await db.sql<{ status: string }[]>`
    select status from pay.withdrawals where id = ${id}`;
  return row!.status;
}

async function available(mall: Mall, distributor: Member): Promise<number> {
  return (await mall.balances(distributor)).available_fen!;
}

async function contradicted(mall: Mall) {
  const [item] = await mall.work("transfer_contradicted");
  return item!;
}

Deno.test("C76 a success after failure holds the balance until staff book it, once, below zero if need be", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const id = await failed(mall, level1);
    const again = await sent(mall, level1, 5_000); // WeChat has been asked: nobody can stop it
    assert.equal(await says(mall, id, "SUCCESS"), "contradicts_failed");
    assert.equal(await says(mall, id, "SUCCESS"), "contradicts_failed");
    assert.deepEqual((await mall.work()).map(({ kind, times }) => [kind, times]), [
      ["transfer_contradicted", 2],
    ]);
    await refuses("BALANCE_HELD", mall.withdraw(level1, 100));
    const center = await db.call<{ withdrawal: { is_open: boolean; closed_reason: string } }>(
      level1,
      "get_distributor_center",
    );
    assert.equal(center.withdrawal.is_open, false);
    assert.match(center.withdrawal.closed_reason, /核对/);
    assert.equal(await says(mall, again, "SUCCESS"), "applied");
    assert.equal(await available(mall, level1), 4_000);

    await mall.decideWork(await contradicted(mall), "settle");
    assert.equal(await statusOf(db, id), "paid");
    assert.equal(await available(mall, level1), -5_000);
    assert.equal(await says(mall, id, "SUCCESS"), "duplicate");
    assert.deepEqual(await mall.work(), []);
    await refuses("BALANCE_NEGATIVE", mall.withdraw(level1, 100));
  }));

Deno.test("a contradiction that staff dismiss frees the balance, and the same words open it no more; others do", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const id = await failed(mall, level1);
    assert.equal(await says(mall, id, "WAIT_USER_CONFIRM"), "contradicts_failed");
    await mall.decideWork(await contradicted(mall), "dismiss");
    assert.equal(await says(mall, id, "WAIT_USER_CONFIRM"), "contradicts_failed");
    assert.deepEqual(await mall.work(), []);
    await mall.withdraw(level1, 1_000);
    assert.equal(await says(mall, id, "SUCCESS"), "contradicts_failed");
    const kinds = (await mall.work()).map(({ kind }) => kind).toSorted();
    assert.deepEqual(kinds, ["transfer_contradicted", "withdrawal_held"]);
    assert.equal(await statusOf(db, id), "failed");
  }));

Deno.test("a bill under way after its money returned that then fails contradicts nothing any more; after a success it does", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    for (const end of ["FAIL", "CANCELLED"]) {
      const id = await failed(mall, level1);
      assert.equal(await says(mall, id, "PROCESSING"), "contradicts_failed");
      await refuses("BALANCE_HELD", mall.withdraw(level1, 100));
      assert.equal(await says(mall, id, end), "duplicate");
      assert.deepEqual(await mall.work(), []);
      assert.equal(await available(mall, level1), 9_000);
    }
    const id = await failed(mall, level1);
    for (const state of ["SUCCESS", "PROCESSING"]) await says(mall, id, state);
    assert.equal(await says(mall, id, "FAIL"), "duplicate");
    assert.equal((await contradicted(mall)).detail.state, "SUCCESS");
    await refuses("BALANCE_HELD", mall.withdraw(level1, 100));
    await mall.decideWork(await contradicted(mall), "settle");
    assert.equal(await statusOf(db, id), "paid");
  }));

Deno.test("every end with money back is contradicted by success and by a bill under way, and by no other state", async (t) => {
  const money_out = ["SUCCESS", "ACCEPTED", "PROCESSING", "WAIT_USER_CONFIRM", "TRANSFERING"];
  for (const end of ["FAIL", "CANCELLED"]) {
    await t.step(end, () =>
      onMall(async (mall) => {
        const level1 = await rich(mall);
        const id = await sent(mall, level1);
        assert.equal(await says(mall, id, end), "applied");
        for (const state of ["FAIL", "CANCELLED"]) {
          assert.equal(await says(mall, id, state), "duplicate");
        }
        assert.deepEqual(await mall.work(), []);
        const booked = end === "FAIL" ? "failed" : "cancelled";
        for (const state of money_out) {
          assert.equal(await says(mall, id, state), `contradicts_${booked}`);
          await mall.decideWork(await contradicted(mall), "dismiss");
        }
      }));
  }
});

Deno.test("C73 a success is applied to whatever withdrawal still has its money out of the balance", async (t) => {
  const before: Record<string, (mall: Mall, id: string) => Promise<unknown>> = {
    requested: () => Promise.resolve(),
    held: (mall, id) => mall.db.sql`update pay.withdrawals set status = 'held' where id = ${id}`,
    approved: (mall, id) =>
      mall.db.call(mall.owner, "review_withdrawal", {
        shop: mall.shop,
        withdrawal_id: id,
        approve: true,
        reason: "同意",
        idempotency_key: newKey(),
      }),
  };
  for (const [status, make] of Object.entries(before)) {
    await t.step(status, () =>
      onMall(async (mall, db) => {
        const { level1 } = await mall.earnings(90_000);
        const { id } = await mall.withdraw(level1, 9_000);
        await make(mall, id);
        assert.equal(await statusOf(db, id), status);
        assert.equal(await says(mall, id, "FAIL"), "not_submitted");
        assert.equal(await says(mall, id, "SUCCESS"), "applied");
        assert.equal(await statusOf(db, id), "paid");
        assert.equal(await available(mall, level1), 0);
        assert.deepEqual((await mall.work()).map(({ kind }) => kind), ["rejected_transfer"]);
      }));
  }
});

Deno.test("C57 a held withdrawal is on the work list: staff let it go or give it up there", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const hold = async () => {
      const { id } = await mall.withdraw(level1, 1_000);
      const suspend = { shop: mall.shop, distributor_id: level1.member_id, reason: "核查" };
      await db.call(mall.owner, "suspend_distributor", { ...suspend, idempotency_key: newKey() });
      await db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
      assert.equal(await statusOf(db, id), "held");
      const [item] = await mall.work("withdrawal_held");
      assert.deepEqual([item!.detail.withdrawal_id, item!.detail.amount_fen], [id, 1_000]);
      return { id, item: item!, suspend };
    };
    const first = await hold();
    await refuses("DISTRIBUTOR_INACTIVE", mall.decideWork(first.item, "retry"));
    const restore = (about: typeof first.suspend) =>
      db.call(mall.owner, "restore_distributor", { ...about, idempotency_key: newKey() });
    await restore(first.suspend);
    assert.equal((await mall.decideWork(first.item, "retry")).status, "done");
    assert.equal(await statusOf(db, first.id), "approved");

    const second = await hold();
    const before = await available(mall, level1);
    assert.equal((await mall.decideWork(second.item, "dismiss")).status, "dismissed");
    assert.equal(await statusOf(db, second.id), "rejected");
    assert.equal(await available(mall, level1), before + 1_000);
    await restore(second.suspend);

    const third = await hold();
    await db.call(level1, "cancel_withdrawal", { withdrawal_id: third.id });
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("a transfer that WeChat would not take can be given up by hand, but not one that it has", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const unsent = async (id: string) => {
      await db.sql`select private.add_work(${mall.shop_id}, 'unsent_transfer', ${id},
        private.withdrawal_concern(${mall.shop_id}, ${id}))`;
      return (await mall.work("unsent_transfer")).find(({ subject_id }) => subject_id === id)!;
    };
    const id = await sent(mall, level1);
    assert.equal((await mall.decideWork(await unsent(id), "dismiss")).status, "dismissed");
    assert.equal(await statusOf(db, id), "failed");
    assert.equal(await available(mall, level1), 9_000);

    const taken = await sent(mall, level1);
    await says(mall, taken, "PROCESSING", { transfer_bill_no: "1330000" });
    const item = await unsent(taken);
    await refuses("WITHDRAWAL_STATE", mall.decideWork(item, "dismiss"));
    assert.equal(await says(mall, taken, "SUCCESS"), "applied");
    assert.deepEqual(await mall.work(), []); // what ended needs nobody
  }));

Deno.test("a transfer without an end after two days is on the work list until it ends", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const id = await sent(mall, level1);
    const ask = () => db.call(jobs, "list_open_transfers", { batch: 50 });
    await db.clock.advance(47 / 24);
    await ask();
    assert.deepEqual(await mall.work(), []);
    await db.clock.advance(1 / 24);
    await ask();
    const [item] = await mall.work("transfer_open");
    assert.equal(item!.subject_id, id);
    assert.equal(((await ask()) as unknown[]).length, 0);
    await mall.decideWork(item!, "retry");
    assert.equal(((await ask()) as unknown[]).length, 1);
    assert.equal((await mall.work("transfer_open")).length, 1);
    await says(mall, id, "SUCCESS");
    assert.deepEqual(await mall.work(), []);
    await db.clock.reset();
  }));

Deno.test("C70 success after failure against many new withdrawals at once: the money goes out once or waits, never twice", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    for (let round = 0; round < 6; round++) {
      const id = await failed(mall, level1);
      const tries = Array.from({ length: 12 }, (_, n) => n);
      const outcomes = await Promise.all([
        ...tries.map(() =>
          mall.withdraw(level1, 9_000).then((withdrawal) => withdrawal.id, String)
        ),
        ...tries.map(() => says(mall, id, "SUCCESS")),
      ]);
      const made = outcomes.slice(0, 12).filter((one) => /^[0-9a-f-]{36}$/.test(one));
      const refused = outcomes.slice(0, 12).filter((one) => !made.includes(one));
      assert.ok(made.length <= 1);
      assert.ok(refused.every((one) => /BALANCE_HELD|BALANCE_TOO_LOW/.test(one)), refused.join());
      assert.deepEqual(new Set(outcomes.slice(12)), new Set(["contradicts_failed"]));
      for (const withdrawal of made) assert.equal(await statusOf(db, withdrawal), "held");
      assert.equal(await available(mall, level1), made.length === 1 ? 0 : 9_000);

      await mall.decideWork(await contradicted(mall), "dismiss");
      for (const item of await mall.work("withdrawal_held")) {
        await mall.decideWork(item, "dismiss");
      }
      assert.equal(await available(mall, level1), 9_000);
    }
  }));

Deno.test("C70 success after failure against the worker that begins a new transfer: begun, or held", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const seen = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const id = await failed(mall, level1);
      const withdrawal = await mall.withdraw(level1, 9_000);
      const begin = () =>
        db.call<{ send: boolean }>(jobs, "begin_transfer", {
          shop_id: mall.shop_id,
          withdrawal_id: withdrawal.id,
        });
      const [{ send }] = await Promise.all([begin(), says(mall, id, "SUCCESS")]);
      const status = await statusOf(db, withdrawal.id);
      assert.equal(status, send ? "submitted" : "held");
      seen.add(status);
      await mall.decideWork(await contradicted(mall), "dismiss");
      if (send) await says(mall, withdrawal.id, "FAIL");
      else await mall.decideWork((await mall.work("withdrawal_held"))[0]!, "dismiss");
    }
    assert.ok(seen.size > 0);
  }));

Deno.test("twenty settle one contradiction at once: it is booked once", () =>
  onMall(async (mall) => {
    const level1 = await rich(mall);
    const id = await failed(mall, level1);
    await says(mall, id, "SUCCESS");
    const item = await contradicted(mall);
    const ends = await Promise.all(
      Array.from({ length: 20 }, () => mall.decideWork(item, "settle").then(() => "", String)),
    );
    assert.equal(ends.filter((end) => end === "").length, 1);
    assert.equal(await available(mall, level1), 0);
    const { sql } = mall.db;
    assert.equal(
      (await sql`select from ledger.transfers where kind = 'withdrawal_paid'`).length,
      1,
    );
  }));

Deno.test("C70 concurrent requests, cancels and answers of one withdrawal end in one state with the books right", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    for (let round = 0; round < 8; round++) {
      const id = await sent(mall, level1);
      const ends = await Promise.all([
        says(mall, id, "SUCCESS"),
        says(mall, id, "FAIL"),
        says(mall, id, "CANCELLED"),
        db.call(level1, "cancel_withdrawal", { withdrawal_id: id }).then(() => "", String),
      ]);
      assert.equal(ends.slice(0, 3).filter((end) => end === "applied").length, 1, ends.join());
      const status = await statusOf(db, id);
      if (status === "paid") {
        assert.equal(await available(mall, level1), 0);
        break;
      }
      assert.equal(await available(mall, level1), 9_000);
      for (const item of await mall.work("transfer_contradicted")) {
        await mall.decideWork(item, "dismiss");
      }
    }
  }));
