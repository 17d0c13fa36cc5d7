import assert from "node:assert/strict";
import { linesOf, type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

function ask(mall: Mall, buyer: Member, order_id: string, key = newKey(), reason = "不合适") {
  return mall.db.call<{ id: string }>(buyer, "request_after_sale", {
    idempotency_key: key,
    order_id,
    kind: "refund_only",
    lines: null,
    reason,
  });
}

Deno.test("C53 after-sales are for paid orders, until the window closes, one at a time per line, once per key", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const unpaid = await mall.place(buyer, linesOf(sku));
    await refuses("AFTER_SALE_NOT_ALLOWED", ask(mall, buyer, unpaid.order_id));

    const { order_id } = await mall.buy(buyer, linesOf(sku));
    await mall.complete(buyer, order_id);
    const key = newKey();
    const first = await ask(mall, buyer, order_id, key);
    assert.deepEqual(await ask(mall, buyer, order_id, key), first);
    await refuses("IDEMPOTENCY_CONFLICT", ask(mall, buyer, order_id, key, "别的原因"));
    await refuses("AFTER_SALE_OPEN_EXISTS", ask(mall, buyer, order_id));

    const decision = {
      shop: mall.shop,
      after_sale_id: first.id,
      approve: false,
      reason: "不符合",
      idempotency_key: newKey(),
    };
    const decided = await db.call(mall.owner, "review_after_sale", decision);
    assert.deepEqual(await db.call(mall.owner, "review_after_sale", decision), decided);
    await db.clock.advance(15.01);
    await refuses("AFTER_SALE_WINDOW_CLOSED", ask(mall, buyer, order_id));
  }));

Deno.test("C31 what a suspension holds is freed by restoring the distributor, not one by one", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, linesOf(sku));
    const decide = (fn: string, args: Record<string, unknown>) =>
      mall.command(fn, { reason: "核查", ...args });
    await decide("suspend_distributor", { distributor_id: level1.member_id });
    const [hold] = await db.sql`select id from ledger.commission_holds`;
    await refuses("HOLD_NOT_FOUND", decide("release_hold", { hold_id: hold!.id }));
    await decide("restore_distributor", { distributor_id: level1.member_id });
    assert.equal((await mall.balances(level1)).pending_fen, 1000);
  }));

Deno.test("C23 a member forgotten while the application waits cannot be approved", () =>
  onMall(async (mall, db) => {
    const applicant = await mall.member();
    await db.call(applicant, "apply_distributor", {
      idempotency_key: newKey(),
      terms_version: "2026-01",
    });
    await db.call(applicant, "forget_me");
    await refuses(
      "DISTRIBUTOR_STATE",
      mall.command("review_distributor", {
        distributor_id: applicant.member_id,
        approve: true,
        reason: "欢迎",
      }),
    );
  }));
