import assert from "node:assert/strict";
import { linesOf, type Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

/** A buyer's completed order of 3 at 100 yuan. */
async function completed(mall: Mall) {
  const buyer = await mall.member();
  const [sku] = await mall.product([10_000]) as [string];
  const { order_id } = await mall.buy(buyer, linesOf(sku, 3));
  await mall.complete(buyer, order_id);
  return { buyer, order_id };
}

Deno.test("a line is in one open after-sale, in whatever state that one is, and another line may be asked for beside it", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [tea, cup] = await mall.product([10_000, 5000]) as [string, string];
    const { order_id } = await mall.buy(buyer, [...linesOf(tea, 3), ...linesOf(cup, 3)]);
    await mall.complete(buyer, order_id);
    const ask = (line_no: number, kind?: string) =>
      mall.askRefund(buyer, order_id, [{ line_no, quantity: 1 }], kind);
    const closed = () => refuses("AFTER_SALE_OPEN_EXISTS", ask(1));

    const exchange = await ask(1, "exchange");
    await closed(); // requested
    await refuses("AFTER_SALE_OPEN_EXISTS", mall.askRefund(buyer, order_id, null));
    await ask(2);
    await mall.approveRefund(exchange);
    await closed(); // approved
    await mall.command("review_after_sale", {
      after_sale_id: exchange,
      approve: false,
      reason: "处理",
    });

    const back = await ask(1, "return_refund");
    await mall.approveRefund(back);
    await closed(); // returning
    await db.call(buyer, "cancel_after_sale", { after_sale_id: back });
    assert.equal(await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]), 10_000);
    await ask(1); // what is refunded is open no more

    const open = await db.sql<{ line_no: number; after_sales: number }[]>`
      select l.line_no, count(*)::int as after_sales
        from trade.after_sale_lines l
        join trade.after_sales s on s.shop_id = l.shop_id and s.id = l.after_sale_id
       where s.status in ('requested', 'approved', 'returning', 'received')
       group by 1 order by 1`;
    assert.deepEqual([...open], [{ line_no: 1, after_sales: 1 }, { line_no: 2, after_sales: 1 }]);
  }));

Deno.test("one line asked for by twelve connections at once is in one open after-sale", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await completed(mall);
    const asked = await Promise.allSettled(
      Array.from(
        { length: 12 },
        () => mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]),
      ),
    );
    const refused = asked.filter((one) => one.status === "rejected");
    assert.equal(refused.length, 11);
    for (const { reason } of refused) assert.equal(reason.message, "AFTER_SALE_OPEN_EXISTS");
  }));

Deno.test("the days to ask for a refund end with their last moment", () =>
  onMall(async (mall, db) => {
    await mall.settings({ after_sale_days: 7 });
    await db.clock.freeze();
    const { buyer, order_id } = await completed(mall);
    await db.clock.advance(7);
    const after_sale_id = await mall.askRefund(buyer, order_id, null);
    await db.call(buyer, "cancel_after_sale", { after_sale_id });
    await db.clock.advance(0.001);
    await refuses("AFTER_SALE_WINDOW_CLOSED", mall.askRefund(buyer, order_id, null));
  }));
