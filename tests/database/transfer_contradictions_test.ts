import assert from "node:assert/strict";
import { type Mall, newKey } from "../support/mall.ts";
import { onMall, refuses } from "../support/on_mall.ts";
import {
  available,
  contradicted,
  failed,
  rich,
  says,
  sent,
  statusOf,
} from "@/tests/support/contradictions.ts";

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
