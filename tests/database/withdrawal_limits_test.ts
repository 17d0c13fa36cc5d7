import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { answer, available, review, rich } from "@/tests/support/withdrawals.ts";

Deno.test("C71 minimum, maximum, sum and count of a day and of a month, and days between", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    const ask = (fen: number) => mall.withdraw(level1, fen);
    await db.clock.setNow("2030-03-10T15:30:00Z"); // 23:30 in Shanghai
    await mall.withdrawalRules({ min_fen: 200, max_fen: 5000, daily_count: 2, daily_fen: 6000 });
    await refuses("WITHDRAWAL_BELOW_MINIMUM", ask(199));
    await refuses("WITHDRAWAL_ABOVE_MAXIMUM", ask(5001));
    await refuses("BALANCE_TOO_LOW", ask(100_001));
    await ask(4000);
    await refuses("WITHDRAWAL_LIMIT", ask(2001));
    await ask(2000);
    await refuses("WITHDRAWAL_LIMIT", ask(200));

    await db.clock.setNow("2030-03-10T16:00:00Z"); // the next day in Shanghai
    await mall.withdrawalRules({ monthly_fen: 8000 });
    await refuses("WITHDRAWAL_LIMIT", ask(2001));
    const { id } = await ask(2000);
    await review(mall, mall.owner, id);
    assert.equal(await answer(mall, id, { state: "SUCCESS" }), "applied");

    await mall.withdrawalRules({ monthly_fen: 1_000_000, days_between: 3 });
    await db.clock.freeze("2030-03-13T15:59:00Z");
    await refuses("WITHDRAWAL_TOO_SOON", ask(200));
    await db.clock.freeze("2030-03-13T16:01:00Z");
    await ask(200);
  }));

Deno.test("C71 an open request closes the form until it ends, where the shop allows one at a time", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ one_open: true, review_above_fen: 0, days_between: 0 });
    const form = async () =>
      (await db.call<{ withdrawal: { is_open: boolean; closed_reason: string | null } }>(
        level1,
        "get_distributor_center",
      )).withdrawal;
    const open = async () => [(await form()).is_open, (await form()).closed_reason];
    assert.deepEqual(await open(), [true, null]);
    const { id } = await mall.withdraw(level1, 1_000);
    assert.deepEqual(await open(), [false, "有一笔提现还在处理中"]);
    await refuses("WITHDRAWAL_OPEN_EXISTS", mall.withdraw(level1, 1_000));
    await mall.withdrawalRules({ one_open: false });
    assert.deepEqual(await open(), [true, null]);
    await mall.withdrawalRules({ one_open: true });
    await review(mall, mall.owner, id);
    await answer(mall, id, { state: "PROCESSING" });
    assert.deepEqual(await open(), [false, "有一笔提现还在处理中"]);
    await answer(mall, id, { state: "FAIL", fail_reason: "X" });
    assert.deepEqual(await open(), [true, null]);
    await mall.withdraw(level1, 1_000);
  }));

Deno.test("C71 what stands exactly at a limit passes, and a balance of nothing is not below nothing", () =>
  onMall(async (mall) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ min_fen: 10, max_fen: 40_000 });
    assert.equal((await mall.withdraw(level1, 10)).net_fen, 10); // and no less at WeChat
    await mall.withdraw(level1, 40_000);
    await mall.withdrawalRules({ max_fen: 199_999 });
    const { id } = await mall.withdraw(level1, 59_990);
    assert.equal(await available(mall, level1), 0);
    assert.equal((await review(mall, mall.owner, id)).status, "approved");
  }));

Deno.test("C71 what came back counts against no limit of a day or a month", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ daily_count: 1, daily_fen: 500, monthly_fen: 500 });
    const ask = () => mall.withdraw(level1, 500);
    await review(mall, mall.owner, (await ask()).id, false);
    await db.call(level1, "cancel_withdrawal", { withdrawal_id: (await ask()).id });
    const { id } = await ask();
    await review(mall, mall.owner, id);
    await answer(mall, id, { state: "FAIL", fail_reason: "X" });
    await ask();
    await refuses("WITHDRAWAL_LIMIT", ask());
  }));

Deno.test("C71 a day and a month begin with midnight in Shanghai", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await db.clock.setNow("2030-03-31T17:00:00Z"); // 1 April, 01:00 in Shanghai
    const earlier = await mall.withdraw(level1, 500);
    const askedAt = (at: string) =>
      db.sql`update pay.withdrawals set requested_at = ${at} where id = ${earlier.id}`;
    for (const rules of [{ daily_count: 1 }, { daily_count: 9, monthly_fen: 500 }]) {
      await mall.withdrawalRules(rules);
      await askedAt("2030-03-31T16:00:00Z");
      await refuses("WITHDRAWAL_LIMIT", mall.withdraw(level1, 500));
      await askedAt("2030-03-31T15:59:59.999Z");
      const { id } = await mall.withdraw(level1, 500);
      await db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
    }
  }));

Deno.test("C71 the days between withdrawals count from the last paid one, and end to the moment", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ days_between: 3 });
    await db.clock.freeze();
    for (const bill of [{ state: "FAIL", fail_reason: "X" }, { state: "SUCCESS" }]) {
      const { id } = await mall.withdraw(level1, 500);
      await review(mall, mall.owner, id);
      assert.equal(await answer(mall, id, bill), "applied");
    }
    await refuses("WITHDRAWAL_TOO_SOON", mall.withdraw(level1, 500));
    await db.clock.advance(3);
    await mall.withdraw(level1, 500);
  }));
