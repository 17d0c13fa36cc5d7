import assert from "node:assert/strict";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import type { TestClaims } from "@/tests/support/database.ts";

/** A distributor with 100,000 fen in the balance, and the buyer and order they come from. */
async function rich(mall: Mall) {
  const { level1, buyer } = await mall.chain();
  await mall.settings({ after_sale_days: 90, settle_days: 0 });
  await mall.withdrawalRules({ one_open: false, max_fen: 199_999 });
  const [sku] = await mall.product([1_000_000]) as [string];
  const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
  await mall.complete(buyer, paid.order_id);
  await mall.settle();
  return { level1, buyer, order_id: paid.order_id };
}

function review(mall: Mall, by: TestClaims, id: string, approve = true, key = newKey()) {
  return mall.db.call<{ status: string }>(by, "review_withdrawal", {
    shop: mall.shop,
    withdrawal_id: id,
    approve,
    reason: "审核",
    idempotency_key: key,
  });
}

async function answer(mall: Mall, withdrawal_id: string, bill: Record<string, unknown>) {
  const about = { shop_id: mall.shop_id, withdrawal_id };
  await mall.db.call({ role: "mall_jobs" }, "begin_transfer", about);
  const { result, reason } = await mall.db.call<{ result: string; reason: string | null }>(
    { role: "mall_jobs" },
    "record_transfer_answer",
    { ...about, bill },
  );
  return reason ?? result;
}

const available = async (mall: Mall, who: Member) => (await mall.balances(who)).available_fen;

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

Deno.test("C71 the days between count from what was paid, and are over to the moment", () =>
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

Deno.test("C12 the fee and the tax are floored, the net is what WeChat is asked for, and the books hold both", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({
      fee_bps: 33,
      withholding: db.sql.json([
        { from_fen: 0, rate_bps: 0, quick_fen: 0 },
        { from_fen: 5000, rate_bps: 2000, quick_fen: 999 },
      ]),
    });
    const { id, fee_fen, net_fen } = await mall.withdraw(level1, 9999);
    assert.deepEqual([fee_fen, net_fen], [32, 9999 - 32 - 1000]);
    await review(mall, mall.owner, id);
    const [row] = await db.sql`
      select body #>> '{request,transfer_amount}' as fen from ops.outbox where subject_id = ${id}`;
    assert.equal(Number(row!.fen), net_fen);
    assert.equal(await answer(mall, id, { state: "SUCCESS" }), "applied");
    const sums = await db.sql`
      select a.kind, sum(e.amount)::int as fen from ledger.entries e
        join ledger.accounts a on a.shop_id = e.shop_id and a.id = e.account_id
       where a.kind in ('payout_fee', 'tax_withheld', 'payout_open') group by a.kind order by a.kind`;
    assert.deepEqual([...sums], [
      { kind: "payout_fee", fen: 32 },
      { kind: "payout_open", fen: 0 },
      { kind: "tax_withheld", fen: 1000 },
    ]);
    assert.equal((await mall.withdraw(level1, 5000)).net_fen, 5000 - 16 - 1); // the bracket begins
    await mall.withdrawalRules({ min_fen: 10, fee_bps: 2000 });
    await refuses("WITHDRAWAL_BELOW_MINIMUM", mall.withdraw(level1, 11));
  }));

Deno.test("C108 a manager approves up to the shop's amount, finance above it, and a decision is made once", () =>
  onMall(async (mall) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ large_above_fen: 3000, review_above_fen: 1000 });
    const [manager, finance, support] = await Promise.all(
      ["manager", "finance", "support"].map((role) => mall.staff(role)),
    );
    assert.equal((await mall.withdraw(level1, 1000)).status, "approved");
    const small = await mall.withdraw(level1, 3000);
    const large = await mall.withdraw(level1, 3001);
    await refuses("FORBIDDEN", review(mall, support!, small.id));
    await refuses("APPROVAL_LIMIT", review(mall, manager!, large.id));
    await review(mall, manager!, small.id);
    await refuses("WITHDRAWAL_STATE", review(mall, finance!, small.id, false));
    const key = newKey();
    const first = await review(mall, finance!, large.id, true, key);
    assert.deepEqual(await review(mall, finance!, large.id, true, key), first);
    await refuses("IDEMPOTENCY_CONFLICT", review(mall, finance!, large.id, false, key));
  }));

Deno.test("C36 asking twice under one key withdraws once", () =>
  onMall(async (mall) => {
    const { level1 } = await rich(mall);
    const key = newKey();
    const first = await mall.withdraw(level1, 500, key);
    assert.deepEqual(await mall.withdraw(level1, 500, key), first);
    await refuses("IDEMPOTENCY_CONFLICT", mall.withdraw(level1, 501, key));
    assert.equal(await available(mall, level1), 99_500);
  }));

Deno.test("C57 a clawback below zero holds what WeChat has not been asked for, and nobody can approve it", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, order_id } = await rich(mall);
    const asked = await mall.withdraw(level1, 40_000);
    const sent = await mall.withdraw(level1, 30_000);
    await review(mall, mall.owner, sent.id);
    assert.equal(await answer(mall, sent.id, { state: "PROCESSING" }), "applied");
    await mall.refund(buyer, order_id);
    assert.equal(await available(mall, level1), -70_000);
    const states = await db.sql`select status from pay.withdrawals order by id`;
    assert.deepEqual(states.map(({ status }) => status), ["held", "processing"]);

    await refuses("BALANCE_NEGATIVE", review(mall, mall.owner, asked.id));
    await refuses("BALANCE_NEGATIVE", mall.withdraw(level1, 100));
    assert.equal((await review(mall, mall.owner, asked.id, false)).status, "rejected");
    assert.equal(await answer(mall, sent.id, { state: "FAIL", fail_reason: "X" }), "applied");
    assert.equal(await available(mall, level1), 0);
  }));

Deno.test("C57 a clawback that leaves nothing, but not less, holds no withdrawal", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    await mall.settings({ after_sale_days: 90, settle_days: 0 });
    const [sku_id] = await mall.product([100_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await mall.complete(buyer, order_id);
    await mall.settle();
    await mall.withdraw(level1, 10_000);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.equal(await available(mall, level1), 0);
    const [withdrawal] = await db.sql`select status from pay.withdrawals`;
    assert.equal(withdrawal!.status, "requested");
  }));

Deno.test("C73 what WeChat says of a bill: any order, any repetition, one end", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    const { id, net_fen } = await mall.withdraw(level1, 40_000);
    assert.equal(await answer(mall, id, { state: "FAIL" }), "not_submitted");
    await review(mall, mall.owner, id);
    assert.equal(await answer(mall, id, { state: "ACCEPTED" }), "applied");
    assert.equal(await answer(mall, id, { state: "SUCCESS", transfer_amount: 1 }), "wrong_amount");
    assert.equal(await answer(mall, id, { state: "SLEEPING" }), "unknown_state");
    await refuses(
      "WITHDRAWAL_NOT_CONFIRMABLE",
      db.call(level1, "get_withdrawal_package", { withdrawal_id: id }),
    );
    const wait = { state: "WAIT_USER_CONFIRM", package_info: "pkg", transfer_bill_no: "13" };
    assert.equal(await answer(mall, id, wait), "applied");
    const { params } = await db.call<{ params: Record<string, string> }>(
      level1,
      "get_withdrawal_package",
      { withdrawal_id: id },
    );
    assert.equal(params.package, "pkg");

    for (let n = 0; n < 2; n++) await db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
    const [cancels] = await db.sql`
      select count(*)::int as n from ops.outbox where kind = 'transfer_cancel'`;
    assert.equal(cancels!.n, 1);
    const success = { state: "SUCCESS", transfer_amount: net_fen };
    assert.equal(await answer(mall, id, { state: "CANCELING" }), "applied");
    assert.equal(await answer(mall, id, success), "applied");
    assert.equal(await answer(mall, id, success), "duplicate");
    assert.equal(await answer(mall, id, { state: "CANCELLED" }), "already_paid");
    assert.equal(await answer(mall, id, { state: "FAIL" }), "already_paid");
    await refuses("WITHDRAWAL_STATE", db.call(level1, "cancel_withdrawal", { withdrawal_id: id }));
    assert.equal(await available(mall, level1), 60_000);
  }));

Deno.test("C31 nobody withdraws before he is approved, or while suspended", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await rich(mall);
    await refuses("DISTRIBUTOR_REQUIRED", mall.withdraw(buyer, 100));
    await refuses("WITHDRAWAL_NOT_FOUND", review(mall, mall.owner, crypto.randomUUID()));
    await mall.command("suspend_distributor", {
      distributor_id: level1.member_id,
      reason: "核查",
    });
    await refuses("DISTRIBUTOR_INACTIVE", mall.withdraw(level1, 100));
  }));
