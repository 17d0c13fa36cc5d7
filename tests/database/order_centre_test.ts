import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, mchid } from "@/tests/support/trade_pushes.ts";

Deno.test("an order is found by a number it was to be paid under: by its owner alone, every number of it", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const paid = await bought(mall, buyer);
    const find = (who: typeof buyer, out_trade_no: unknown) =>
      db.call<{ id: string; wechat_order: unknown }>(who, "find_order", { out_trade_no });
    const number = paid.transaction["out_trade_no"];
    assert.equal((await find(buyer, number)).id, paid.order_id);
    const stranger = await mall.member();
    for (const wrong of ["0".repeat(32), "", null, "42", paid.attempt_id]) {
      await refuses("ORDER_NOT_FOUND", find(buyer, wrong));
    }
    await refuses("ORDER_NOT_FOUND", find(stranger, number));
    await refuses("SIGN_IN_REQUIRED", find({ role: "authenticated" } as typeof buyer, number));
  }));

Deno.test("WeChat's receipt component can be used from the moment WeChat has heard of the last parcel, until receipt", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const paid = await bought(mall, buyer);
    const look = async () =>
      (await db.call<{ wechat_order: unknown }>(buyer, "get_order", { order_id: paid.order_id }))
        .wechat_order;
    await mall.ship(paid.order_id);
    assert.equal(await look(), null);
    await db.sql`update ops.outbox set status = 'done' where kind = 'shipping'`;
    assert.deepEqual(await look(), {
      merchant_id: mchid,
      merchant_trade_no: paid.transaction["out_trade_no"],
      transaction_id: paid.transaction["transaction_id"],
    });
    await mall.receive(buyer, paid.order_id);
    assert.equal(await look(), null);
  }));
