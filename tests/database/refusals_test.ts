import assert from "node:assert/strict";
import { asServer, type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const of = (sku_id: string, quantity = 1) => [{ sku_id, quantity }];
const contact = {
  sealed: "v2.t1.sealed",
  phone_fingerprint: "p",
  address_fingerprint: "a",
  province: "浙江省",
  city: "杭州市",
};

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
    const unpaid = await mall.place(buyer, of(sku));
    await refuses("AFTER_SALE_NOT_ALLOWED", ask(mall, buyer, unpaid.order_id));

    const { order_id } = await mall.buy(buyer, of(sku));
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

Deno.test("C38 placing from the cart empties it of what was bought, and of nothing else", () =>
  onMall(async (mall, db) => {
    const [one, other] = await mall.product([1000, 2000]) as [string, string];
    const buyer = await mall.member();
    for (const sku of [one, other]) await db.call(buyer, "set_cart_line", { sku, quantity: 2 });
    const order = {
      idempotency_key: newKey(),
      lines: of(one, 2),
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

Deno.test("what is being refunded is not shipped", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, of(sku, 2));
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
    await refuses("ORDER_NOT_SHIPPABLE", mall.ship(order_id));
  }));

Deno.test("C63 the books take no change, no removal and nothing that does not sum to zero, from nobody", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    await mall.buy(buyer, of(sku));
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
    const paying = await mall.startPaying(buyer, await mall.place(buyer, of(sku)));
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
    const placed = await mall.place(buyer, of(sku));
    await db.sql`delete from shop.wechat_accounts`;
    await refuses(
      "CREDENTIAL_MISSING",
      db.call(buyer, "start_payment", { order_id: placed.order_id }),
    );
  }));

Deno.test("a shop that has closed takes no orders; what is paid for goes on", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(buyer, await mall.place(buyer, of(sku)));
    await db.sql`update shop.shops set status = 'closed'`;
    await refuses("SHOP_CLOSED", mall.placeAt(buyer, of(sku), 1000));
    assert.equal((await mall.notify(paying)).result, "applied");
    await mall.complete(buyer, paying.order_id);
  }));

Deno.test("C31 what a suspension holds is freed by restoring the distributor, not one by one", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, of(sku));
    const decide = (fn: string, args: Record<string, unknown>) =>
      mall.command(fn, { reason: "核查", ...args });
    await decide("suspend_distributor", { distributor_id: level1.member_id });
    const [hold] = await db.sql`select id from ledger.commission_holds`;
    await refuses("HOLD_NOT_FOUND", decide("release_hold", { hold_id: hold!.id }));
    await decide("restore_distributor", { distributor_id: level1.member_id });
    assert.equal((await mall.balances(level1)).pending_fen, 1000);
  }));

Deno.test("C23 who is forgotten while his application waits is nobody to approve", () =>
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
