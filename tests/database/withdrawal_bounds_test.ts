import assert from "node:assert/strict";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import { jobs } from "@/tests/support/database.ts";

/** A distributor with 9,000 fen in the balance whose withdrawals go without review, while the clock stands. */
async function rich(mall: Mall): Promise<Member> {
  const { level1 } = await mall.earnings(90_000);
  await mall.withdrawalRules({ review_above_fen: 199_999, one_open: false, daily_count: 100 });
  await mall.db.clock.freeze();
  return level1;
}

/** WeChat has been asked for a withdrawal, and says so much of it. */
async function says(mall: Mall, withdrawal_id: string, bill: Record<string, unknown>) {
  const about = { shop_id: mall.shop_id, withdrawal_id };
  await mall.db.call(jobs, "begin_transfer", about);
  const { result, reason } = await mall.db.call<{ result: string; reason: string | null }>(
    jobs,
    "record_transfer_answer",
    { ...about, bill },
  );
  return reason ?? result;
}

Deno.test("C71 each limit of a withdrawal lets exactly itself through, and an unpaid one begins no pause", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const ask = (fen: number) => mall.withdraw(level1, fen);
    await mall.withdrawalRules({ min_fen: 200, max_fen: 3000, daily_count: 2, days_between: 3 });
    await refuses("WITHDRAWAL_ABOVE_MAXIMUM", ask(3001));
    const { id } = await ask(3000);
    await mall.withdrawalRules({ one_open: true });
    await refuses("WITHDRAWAL_OPEN_EXISTS", ask(200));
    await mall.withdrawalRules({ one_open: false });
    await ask(200);
    await refuses("WITHDRAWAL_LIMIT", ask(200));

    assert.equal(await says(mall, id, { state: "SUCCESS" }), "applied");
    await db.clock.advance(2);
    await refuses("WITHDRAWAL_TOO_SOON", ask(200));
    await db.clock.advance(1);
    await mall.withdrawalRules({ max_fen: 199_999 });
    await refuses("BALANCE_TOO_LOW", ask(5801));
    await ask(5800);
    await refuses("BALANCE_TOO_LOW", ask(200));
  }));

Deno.test("C12 a bracket begins at its own sum, a net of 0.10 yuan is paid, and WeChat is believed about the net alone", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    await mall.withdrawalRules({ min_fen: 10, fee_bps: 2000 });
    await refuses("WITHDRAWAL_BELOW_MINIMUM", mall.withdraw(level1, 11));
    const { id, net_fen } = await mall.withdraw(level1, 12);
    assert.equal(net_fen, 10);
    const success = (transfer_amount: unknown) => ({ state: "SUCCESS", transfer_amount });
    assert.equal(await says(mall, id, success(12)), "wrong_amount");
    assert.equal(await says(mall, id, success("10")), "wrong_amount");
    assert.equal(await says(mall, id, success(10)), "applied");

    const withholding = db.sql.json([{ from_fen: 3000, rate_bps: 2000, quick_fen: 599 }]);
    await mall.withdrawalRules({ fee_bps: 0, withholding });
    assert.equal((await mall.withdraw(level1, 2999)).net_fen, 2999);
    assert.equal((await mall.withdraw(level1, 3000)).net_fen, 2999);
  }));

Deno.test("C108 a decision about a withdrawal is in the audit log with its reason, and repeating it is not", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    await mall.withdrawalRules({ review_above_fen: 0 });
    for (const approve of [true, false]) {
      const { id } = await mall.withdraw(level1, 500);
      const args = { shop: mall.shop, withdrawal_id: id, approve, reason: "核对过了" };
      const idempotency_key = newKey();
      for (let n = 0; n < 2; n++) {
        await db.call(mall.owner, "review_withdrawal", { ...args, idempotency_key });
      }
      const rows = await db.sql`
        select reason, detail from ops.audit_log
         where command = 'review_withdrawal' and subject_id = ${id}`;
      assert.deepEqual([...rows], [{ reason: "核对过了", detail: { approve } }]);
    }
  }));

Deno.test("C78 a member takes a held withdrawal back at once; a cancel on its way tells nothing new of a cancelled one", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const held = await mall.withdraw(level1, 500);
    await db.sql`update pay.withdrawals set status = 'held' where id = ${held.id}`;
    const cancelled = await db.call<{ status: string }>(level1, "cancel_withdrawal", {
      withdrawal_id: held.id,
    });
    assert.equal(cancelled.status, "cancelled");
    assert.equal((await mall.balances(level1)).available_fen, 9000);

    const { id } = await mall.withdraw(level1, 500);
    assert.equal(await says(mall, id, { state: "CANCELLED" }), "applied");
    assert.equal(await says(mall, id, { state: "CANCELING" }), "duplicate");
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("C74 a package is its distributor's alone, and the day to confirm begins with the first answer", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const { id } = await mall.withdraw(level1, 500);
    const waits = { state: "WAIT_USER_CONFIRM", package_info: "pkg" };
    const package_of = (member: Member) =>
      db.call<{ confirm_before: string }>(member, "get_withdrawal_package", { withdrawal_id: id });
    assert.equal(await says(mall, id, waits), "applied");
    const { confirm_before } = await package_of(level1);
    await db.clock.advance(minutes(60));
    assert.equal(await says(mall, id, waits), "applied");
    assert.equal((await package_of(level1)).confirm_before, confirm_before);
    await refuses("WITHDRAWAL_NOT_FOUND", package_of(await mall.member()));
  }));

Deno.test("C43 a transfer is believed from the merchant that was asked, though the shop has another by now, and with its amount", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const { id } = await mall.withdraw(level1, 500);
    await db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
    await db.sql`update shop.wechat_accounts set mchid = '1900000009'`;
    const tell = async (bill: Record<string, unknown>) => {
      const { result, reason } = await db.call<{ result: string; reason: string | null }>(
        { role: "mall_wechat" },
        "record_transfer_notice",
        {
          shop: mall.shop,
          notice: { id: newKey() },
          bill: { out_bill_no: id.replaceAll("-", ""), state: "SUCCESS", ...bill },
        },
      );
      return reason ?? result;
    };
    assert.equal(await tell({ mch_id: "1900000009", transfer_amount: 500 }), "wrong_mchid");
    assert.equal(await tell({ mch_id: "1900000001" }), "wrong_amount");
    assert.equal(await tell({ mch_id: "1900000001", transfer_amount: 500 }), "applied");
  }));

Deno.test("C73 what WeChat was never asked for ends by nothing but its success", () =>
  onMall(async (mall) => {
    const level1 = await rich(mall);
    const { id } = await mall.withdraw(level1, 3000);
    for (const state of ["FAIL", "CANCELLED", "ACCEPTED", "WAIT_USER_CONFIRM"]) {
      const verdict = await mall.db.call(jobs, "record_transfer_answer", {
        shop_id: mall.shop_id,
        withdrawal_id: id,
        bill: { state },
      });
      assert.deepEqual(verdict, { result: "rejected", reason: "not_submitted" }, state);
    }
    assert.equal((await mall.balances(level1)).available_fen, 6000);
    assert.equal(await says(mall, id, { state: "SUCCESS" }), "applied");
  }));
