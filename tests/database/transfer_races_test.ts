import assert from "node:assert/strict";
import { onMall } from "../support/on_mall.ts";
import {
  available,
  contradicted,
  failed,
  rich,
  says,
  sent,
  statusOf,
} from "@/tests/support/contradictions.ts";
import { jobs } from "@/tests/support/database.ts";

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

Deno.test("twenty staff settle one contradiction at once: it is booked once", () =>
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
