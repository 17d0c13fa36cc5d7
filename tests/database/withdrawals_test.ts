import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { answer, available, review, rich } from "@/tests/support/withdrawals.ts";

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

Deno.test("C31 nobody withdraws before approval, or while suspended", () =>
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
