import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { earned, one, review, statusOf } from "@/tests/support/returns.ts";

Deno.test("a limit per member holds for orders placed at once", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { purchase_limit: 2 }) as [string];
    const buyer = await mall.member();
    const placed = await Promise.allSettled(
      Array.from({ length: 12 }, () => mall.placeAt(buyer, one(sku), 1000)),
    );
    assert.equal(placed.filter(({ status }) => status === "fulfilled").length, 2);
    const [sold] = await db.sql`select sum(quantity)::int as n from trade.order_lines`;
    assert.equal(sold!.n, 2);
  }));

Deno.test("a withdrawal of a member who closed the account can still be paid: the openid stays until it ends", () =>
  onMall(async (mall, db) => {
    const { level1 } = await earned(mall);
    const { id } = await mall.withdraw(level1, 5000);
    const [who] = await db.sql`
      select openid from person.identities where member_id = ${level1.member_id}`;
    await db.call({ role: "mall_wechat" }, "record_message_push", {
      shop: mall.shop,
      dedupe_key: "gone",
      message: { Event: "user_authorization_cancellation", OpenID: who!.openid },
    });
    assert.equal((await review(mall, id, true)).status, "approved");
    const kept = await db.sql`
      select from person.identities where member_id = ${level1.member_id}`;
    assert.equal(kept.length, 1);
  }));

Deno.test("C43 a transaction that has paid one attempt is refused for another, and the notice is kept", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const first = await mall.buy(buyer, one(sku));
    const second = await mall.startPaying(buyer, await mall.place(buyer, one(sku)));
    const { transaction_id } = first.transaction;
    const stolen = newKey();
    assert.deepEqual(await mall.notify(second, { transaction_id }, stolen), {
      result: "rejected",
      reason: "other_transaction",
    });
    const [kept] = await db.sql`select outcome from person.notices where wechat_id = ${stolen}`;
    assert.equal(kept!.outcome, "rejected");
    assert.equal(await statusOf(mall, "trade.orders", second.order_id), "pending_payment");
  }));

Deno.test("nobody's silence is a decision: approve null is refused", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, paid } = await earned(mall);
    const { id } = await mall.withdraw(level1, 5000);
    await refuses("INVALID_REQUEST", review(mall, id, null));
    assert.equal(await statusOf(mall, "pay.withdrawals", id), "requested");
    const after_sale = await mall.askRefund(buyer, paid.order_id, null);
    await refuses(
      "INVALID_REQUEST",
      db.call(mall.owner, "review_after_sale", {
        shop: mall.shop,
        after_sale_id: after_sale,
        approve: null,
        reason: "？",
        idempotency_key: newKey(),
      }),
    );
    assert.equal(await statusOf(mall, "trade.after_sales", after_sale), "requested");
  }));

Deno.test("C11 no price and no stock is so large that a quote breaks", () =>
  onMall(async (mall) => {
    const buyer = await mall.member();
    const save = (price_fen: number | string, initial_stock: number) =>
      mall.command<{ skus: string[] }>("save_product", {
        reason: "上架",
        product: {
          category_id: null,
          title: "金",
          skus: [{ values: [], price_fen, initial_stock }],
        },
      });
    await refuses("INVALID_REQUEST", save("9223372036854775807", 1));
    await refuses("INVALID_REQUEST", save(100, -5));
    await refuses("INVALID_REQUEST", save(100, 2_147_483_647));
    const { skus: [sku] } = await save(10_000_000_000, 1_000_000) as { skus: [string] };
    await refuses(
      "INVALID_REQUEST",
      mall.command("set_price", {
        sku_id: sku,
        price_fen: "9223372036854775807",
        reason: "涨价",
      }),
    );
    const quote = await mall.quote(buyer, [{ sku_id: sku, quantity: 999 }]);
    assert.equal(quote.payable_fen, 9_990_000_000_000);
    await refuses(
      "SETTING_INVALID",
      mall.command("save_shop_settings", {
        reason: "运费",
        settings: { freight_fen: "9223372036854775807" },
      }),
    );
  }));

Deno.test("C68 staff cannot hold what is settled or void, and are told so", () =>
  onMall(async (mall, db) => {
    const { level1, paid } = await earned(mall);
    const [row] = await db.sql`
      select id from ledger.commissions
       where order_id = ${paid.order_id} and distributor_id = ${level1.member_id}`;
    await refuses(
      "COMMISSION_STATE",
      mall.command("hold_commission", {
        commission_id: row!.id,
        reason: "核对",
      }),
    );
  }));
