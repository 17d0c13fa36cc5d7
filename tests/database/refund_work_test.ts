import assert from "node:assert/strict";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, failed, half } from "@/tests/support/refunds.ts";

Deno.test("a refund given up keeps nobody from being forgotten", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
    const waitsFor = async () => {
      const [asked] = await db.sql<{ what: string[] }[]>`
        select private.under_way(${mall.shop_id}, ${buyer.member_id}) as what`;
      return asked!.what;
    };
    assert.ok((await waitsFor()).includes("refund"));
    await mall.decideWork(row, "dismiss");
    assert.deepEqual(await waitsFor(), ["message"]); // that WeChat has not heard of the parcel yet
  }));

Deno.test("a refund is tried again by one of ten at once: one new number", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    const row: WorkItem = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    const tries = Array.from({ length: 10 }, () => mall.decideWork(row, "retry"));
    const ends = await Promise.allSettled(tries);
    assert.equal(ends.filter(({ status }) => status === "fulfilled").length, 1);
    const attempts = await db.sql<{ status: string }[]>`
      select status from pay.refund_attempts order by id`;
    assert.deepEqual(attempts.map(({ status }) => status), ["closed", "open"]);
  }));

Deno.test("only a known form of mending is taken", () =>
  onMall(async (mall) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "ABNORMAL", half);
    const sealed = `v2.t1.${"a".repeat(60)}`;
    const card = { bank_type: "ICBC_DEBIT", sealed };
    for (
      const input of [
        null,
        {},
        { to: "nobody" },
        { to: "merchant", ...card },
        { to: "buyer_card" },
        { to: "buyer_card", bank_type: "ICBC_DEBIT" },
        { to: "buyer_card", bank_type: "ICBC_DEBIT", card_sealed: sealed },
      ]
    ) {
      await refuses("INVALID_REQUEST", mall.decideWork(row, "mend", { input }));
    }
    for (
      const wrong of [
        null,
        {},
        { bank_type: "ICBC_DEBIT" },
        { ...card, sealed: "6222021234567890" },
        { ...card, sealed: "v2.t1.short" },
        { ...card, bank_type: "" },
      ]
    ) {
      await refuses("INVALID_REQUEST", mall.refundToCard(row, wrong));
    }
    await mall.refundToCard(row, card);
  }));

Deno.test("the buyer of a closed order reads at WeChat why the money comes back", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const late = await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 1 }]));
    await db.call(buyer, "cancel_order", { order_id: late.order_id, idempotency_key: newKey() });
    await mall.notify(late);
    const [refund] = await db.sql`
      select r.cause, o.body #>> '{request,reason}' as reason
        from ops.outbox o join pay.refunds r on r.id = o.subject_id where o.kind = 'refund'`;
    assert.deepEqual({ ...refund }, { cause: "late_payment", reason: "订单已关闭，退回付款" });
  }));
