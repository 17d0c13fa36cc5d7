import assert from "node:assert/strict";
import { asServer, linesOf, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const contact = {
  sealed: "v2.t1.sealed",
  phone_fingerprint: "p",
  address_fingerprint: "a",
  province: "浙江省",
  city: "杭州市",
};

Deno.test("C38 placing from the cart removes the bought lines from it, and no others", () =>
  onMall(async (mall, db) => {
    const [one, other] = await mall.product([1000, 2000]) as [string, string];
    const buyer = await mall.member();
    for (const sku of [one, other]) await db.call(buyer, "set_cart_line", { sku, quantity: 2 });
    const order = {
      idempotency_key: newKey(),
      lines: linesOf(one, 2),
      expected_payable_fen: 2000,
      contact,
      from_cart: true,
    };
    const placed = await db.call<{ order_id: string }>(asServer(buyer), "place_order", order);
    assert.deepEqual(await db.call(asServer(buyer), "place_order", order), placed);
    const { lines } = await db.call<{ lines: { sku_id: string }[] }>(buyer, "get_cart");
    assert.deepEqual(lines.map(({ sku_id }) => sku_id), [other]);
    await refuses(
      "INVALID_REQUEST",
      db.call(asServer(buyer), "place_order", { ...order, remark: "长".repeat(201) }),
    );
  }));

Deno.test("pieces that are being refunded are not shipped", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, linesOf(sku, 2));
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
    await refuses("ORDER_NOT_SHIPPABLE", mall.ship(order_id));
  }));

Deno.test("C63 the books take no change, no removal and nothing that does not sum to zero, from nobody", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    await mall.buy(buyer, linesOf(sku));
    for (
      const change of [
        "update ledger.entries set amount = amount + 1",
        "delete from ledger.entries",
        "truncate ledger.entries",
        "update ledger.transfers set kind = 'refund'",
        "delete from ledger.transfers",
        "truncate ledger.transfers cascade",
        `insert into ledger.entries (shop_id, transfer_id, account_id, amount)
         select t.shop_id, t.id, gen_random_uuid(), 1 from ledger.transfers t limit 1`,
      ]
    ) {
      for (const login of ["supabase_admin", "postgres"]) {
        await assert.rejects(db.as(login).unsafe(change), { code: "23000" }, `${login}: ${change}`);
      }
    }
  }));

Deno.test("C43 what WeChat says that is no payment and no end of a refund changes nothing", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(buyer, await mall.place(buyer, linesOf(sku)));
    for (const change of [{ trade_state: "USERPAYING" }, { transaction_id: "" }]) {
      assert.equal((await mall.notify(paying, change)).reason, "not_a_payment");
    }
    await mall.notify(paying);
    await mall.approveRefund(await mall.askRefund(buyer, paying.order_id, null));
    const [attempt] = await db.sql`select id from pay.refund_attempts`;
    const told = await db.call<{ reason: string }>({ role: "mall_jobs" }, "record_refund_answer", {
      shop_id: mall.shop_id,
      refund_attempt_id: attempt!.id,
      refund: { status: "MAYBE", amount: { refund: 1000 } },
    });
    assert.equal(told.reason, "unknown_status");
  }));

Deno.test("the dispatcher knows its roles, the functions and their arguments, and nothing else", () =>
  onMall(async (mall, db) => {
    await refuses("FUNCTION_NOT_FOUND", db.call(mall.owner, "drop_everything"));
    await refuses("UNKNOWN_ARGUMENT", db.call(mall.owner, "get_home", { shop: mall.shop, x: 1 }));
    await assert.rejects(db.call({ role: "postgres" }, "get_home", { shop: mall.shop }), {
      code: "42501",
    });
    await refuses(
      "SIGN_IN_REQUIRED",
      db.call({ role: "authenticated" }, "list_stock", { shop: mall.shop }),
    );
  }));

Deno.test("an address book holds 50 addresses, and a shop without an account at WeChat takes no payment", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const save = () =>
      db.call(asServer(buyer), "save_address", {
        address: { id: null, contact },
        idempotency_key: newKey(),
      });
    for (let n = 0; n < 50; n++) await save();
    await refuses("INVALID_REQUEST", save());
    const placed = await mall.place(buyer, linesOf(sku));
    await db.sql`delete from shop.wechat_accounts`;
    await refuses(
      "CREDENTIAL_MISSING",
      db.call(buyer, "start_payment", { order_id: placed.order_id }),
    );
  }));

Deno.test("a shop that has closed takes no orders; paid orders go on", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(buyer, await mall.place(buyer, linesOf(sku)));
    await db.sql`update shop.shops set status = 'closed'`;
    await refuses("SHOP_CLOSED", mall.placeAt(buyer, linesOf(sku), 1000));
    assert.equal((await mall.notify(paying)).result, "applied");
    await mall.complete(buyer, paying.order_id);
  }));
