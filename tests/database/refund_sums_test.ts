import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, half, type Pieces, statusOf, wechatSays } from "@/tests/support/refunds.ts";

Deno.test("commission is taken back when a refund is decided: nothing of it can be withdrawn until WeChat answers", () =>
  onMall(async (mall) => {
    const { level1, level2, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    await mall.db.clock.advance(16);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 2000);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, half));
    assert.equal((await mall.balances(level1)).available_fen, 1000);
    assert.equal((await mall.balances(level2)).available_fen, 500);
    await refuses("BALANCE_TOO_LOW", mall.withdraw(level1, 1001));
    await wechatSays(mall, "SUCCESS");
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));

Deno.test("C57 ten withdrawals race with the decision of a refund: commission that is taken back is never paid out", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    await db.clock.advance(16);
    await mall.settle();
    await mall.withdrawalRules({ one_open: false, daily_count: 50, review_above_fen: 0 });
    const after_sale = await mall.askRefund(buyer, paid.order_id, null);
    const asked = Array.from({ length: 10 }, () => mall.withdraw(level1, 500));
    const [, ...ends] = await Promise.allSettled([mall.approveRefund(after_sale), ...asked]);
    const taken = ends.filter(({ status }) => status === "fulfilled").length;
    const { available_fen } = await mall.balances(level1);
    assert.equal(available_fen, 0 - 500 * taken);
    const open = await db.sql<{ status: string }[]>`select status from pay.withdrawals`;
    assert.deepEqual(new Set(open.map(({ status }) => status)), new Set(taken ? ["held"] : []));
  }));

Deno.test("what WeChat says of a refund in every state: news, known or refused", () =>
  onMall(async (_mall, db) => {
    const rows = await db.sql<{ from: string; outcome: string; step: string }[]>`
      select s.status as from, o.outcome, private.refund_step(jsonb_populate_record(null::pay.refund_attempts,
               jsonb_build_object('status', s.status)), o.outcome, false) as step
        from unnest(array['open', 'processing', 'success', 'closed', 'abnormal', 'mending']) s (status),
             unnest(array['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL']) o (outcome)`;
    const steps = Object.groupBy(rows, ({ from }) => from);
    const of = (from: string) =>
      Object.fromEntries(steps[from]!.map(({ outcome, step }) => [outcome, step]));
    const news = { PROCESSING: "apply", SUCCESS: "apply", CLOSED: "apply", ABNORMAL: "apply" };
    assert.deepEqual(of("open"), news);
    assert.deepEqual(of("processing"), news);
    const [known, no] = ["duplicate", "rejected"];
    assert.deepEqual(of("success"), {
      PROCESSING: known,
      SUCCESS: known,
      CLOSED: no,
      ABNORMAL: no,
    });
    assert.deepEqual(of("closed"), { PROCESSING: known, SUCCESS: no, CLOSED: known, ABNORMAL: no });
    assert.deepEqual(of("abnormal"), {
      PROCESSING: known,
      SUCCESS: "apply",
      CLOSED: no,
      ABNORMAL: known,
    });
    assert.deepEqual(of("mending"), {
      PROCESSING: "apply",
      SUCCESS: "apply",
      CLOSED: no,
      ABNORMAL: known,
    });
  }));

Deno.test("refunding an order with nothing left is refused as too much, however it is asked for", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, null));
    const byShop = (lines: Pieces) =>
      db.call(mall.owner, "refund_order", {
        shop: mall.shop,
        order_id: paid.order_id,
        reason: "再退",
        idempotency_key: newKey(),
        lines,
      });
    for (const lines of [null, half]) {
      await refuses("REFUND_EXCEEDS_PAID", byShop(lines));
      await refuses("REFUND_EXCEEDS_PAID", mall.askRefund(buyer, paid.order_id, lines));
    }
    await refuses("INVALID_REQUEST", byShop([{ line_no: 9, quantity: 1 }]));
    await wechatSays(mall, "SUCCESS");
    assert.equal((await statusOf(mall)).order, "refunded");
    await refuses("REFUND_EXCEEDS_PAID", byShop(null));
    await refuses("REFUND_EXCEEDS_PAID", mall.askRefund(buyer, paid.order_id, half));
  }));
