import assert from "node:assert/strict";
import type { RefundSums } from "@/contracts/after_sales.ts";
import type { RefundPreview } from "@/contracts/staff/orders.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

Deno.test("staff and buyer see the same sums before a refund, and only staff see whose commission it takes", () =>
  onMall(async (mall, db) => {
    const [one, two] = await mall.product([10_000, 333]) as [string, string];
    const { level1, level2, buyer } = await mall.chain();
    const lines = [{ sku_id: one, quantity: 3 }, { sku_id: two, quantity: 1 }];
    const { order_id } = await mall.buy(buyer, lines);
    const pieces = [{ line_no: 1, quantity: 1 }];
    const rows = () => db.sql`select t::text from trade.order_lines t order by line_no`;
    const before = await rows();
    const staff = await db.call<RefundPreview>(mall.owner, "preview_refund", {
      shop: mall.shop,
      order_id,
      lines: pieces,
    });
    const mine = await db.call<RefundSums>(buyer, "preview_my_refund", { order_id, lines: pieces });
    assert.deepEqual(await rows(), before);
    const { commission_fen, commissions, ...sums } = staff;
    assert.deepEqual(mine, sums);
    assert.equal(sums.quantity, 1);
    assert.equal(sums.amount_fen - sums.discount_fen, sums.goods_fen);
    assert.equal(sums.goods_fen + sums.freight_fen, sums.payable_fen);
    assert.deepEqual(
      commissions.map(({ level, distributor_id }) => [level, distributor_id]),
      [[1, level1.member_id], [2, level2.member_id]],
    );
    assert.equal(
      commission_fen,
      commissions.reduce((sum, one) => sum + one.commission_fen, 0),
    );
    assert.equal(await mall.refund(buyer, order_id, pieces), sums.payable_fen);
  }));

Deno.test("more than is left, a line that is none and an order of somebody else have no preview", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    const preview = (lines: unknown, who = buyer) =>
      db.call(who, "preview_my_refund", { order_id, lines });
    await refuses("REFUND_EXCEEDS_PAID", preview([{ line_no: 1, quantity: 3 }]));
    await refuses("INVALID_REQUEST", preview([{ line_no: 2, quantity: 1 }]));
    await refuses("INVALID_REQUEST", preview([]));
    await refuses("ORDER_NOT_FOUND", preview(null, await mall.member()));
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 2 }]);
    await refuses("REFUND_EXCEEDS_PAID", preview(null));
  }));
