import assert from "node:assert/strict";
import type { PaymentIntent } from "@/contracts/server.ts";
import { type House, openHouse } from "./testing/house.ts";

/** Routes that ask WeChat in the middle; the journeys have a simulator for them. */
const needs_wechat = [
  "POST /sessions",
  "GET /shares/:token/code",
  "POST /orders/:order/payments",
  "GET /withdrawals/:withdrawal/package",
];

const reason = "例行处理";
const contact = {
  name: "王小明",
  phone: "13812345678",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "文三路 1 号",
};

Deno.test("every route answers exactly what its contract says", async (t) => {
  /** Each step stands on those before it. */
  async function step(name: string, act: () => void | Promise<void>) {
    if (!await t.step(name, async () => await act())) throw new Error(`stopped at: ${name}`);
  }
  const house = await openHouse();
  const { ask, refusal } = house;
  const owner = await house.staff("owner");
  const a = await house.member("openid-a", "阿青");
  const b = await house.member("openid-b", "小藤");
  const c = await house.member("openid-c", "小叶");

  try {
    let skus: string[] = [];
    let product = "";

    await step("a shop is furnished", async () => {
      await ask("GET /staff/session", { as: owner });
      const category = await ask("PUT /staff/categories", {
        as: owner,
        json: { category: { name: "茶" }, reason },
      });
      const saved = await ask("PUT /staff/products", {
        as: owner,
        json: { reason, product: tea(category.id) },
      });
      product = saved.id;
      skus = saved.skus;
      await ask("PUT /staff/settings", {
        as: owner,
        json: {
          reason,
          settings: {
            discount_from_fen: 10_000,
            discount_fen: 1_000,
            freight_fen: 600,
            settle_days: 1,
            withdrawal: { min_fen: 10, review_above_fen: 0 },
          },
        },
      });
      const paid_out = { original_id: "gh_0123456789ab", withholding: [] };
      await ask("PUT /staff/wechat-settings", {
        as: owner,
        json: { reason, settings: paid_out },
      });
      const at_wechat = await ask("GET /staff/wechat-settings", { as: owner });
      assert.equal(at_wechat.original_id, paid_out.original_id);
      await ask("PUT /staff/commission-rule", {
        as: owner,
        json: { reason, rule: { level1_bps: 1000, level2_bps: 500, cap_bps: 2000 } },
      });
      await ask("POST /staff/stock/:sku/movements", {
        as: owner,
        params: { sku: skus[0]! },
        json: { delta: 5, reason },
      });
      await ask("GET /staff/stock", { as: owner, query: { page_size: "1" } });
      const moved = await ask("GET /staff/stock/:sku/movements", {
        as: owner,
        params: { sku: skus[0]! },
      });
      assert.equal(moved.items[0].delta, 5);
      const whole = await ask("GET /staff/products/:product", { as: owner, params: { product } });
      const same = await ask("PUT /staff/products", {
        as: owner,
        json: { reason, product: whole.product },
      });
      assert.deepEqual(same, { id: product, skus, version: 2 });
      const shelves = await ask("GET /staff/categories", { as: owner });
      const spare = await ask("PUT /staff/categories", {
        as: owner,
        json: { category: { name: "空", parent_id: category.id }, reason },
      });
      await ask("PUT /staff/categories/order", {
        as: owner,
        json: {
          parent_id: null,
          ids: shelves.items.map(({ id }: { id: string }) => id),
          reason,
        },
      });
      await ask("POST /staff/categories/:category/deletion", {
        as: owner,
        params: { category: spare.id },
        json: { reason },
      });
      await ask("GET /staff/settings", { as: owner });
      assert.equal(
        (await ask("GET /staff/commission-rule", { as: owner })).current.level1_bps,
        1000,
      );
      const theme = { slogan: "茶香", brand_color: "#1f7a54" };
      const saved_theme = await ask("PUT /staff/theme", { as: owner, json: { theme, reason } });
      assert.deepEqual(await ask("GET /staff/theme", { as: owner }), saved_theme);
      const shop_status = { as: owner, json: { status: "open", reason } };
      const saved_status = await ask("PUT /staff/shop-status", shop_status);
      assert.deepEqual(await ask("GET /staff/shop-status", { as: owner }), saved_status);
      await ask("GET /staff/products", { as: owner, query: { status: "on_sale" } });
      await ask("PUT /staff/skus/:sku/price", {
        as: owner,
        params: { sku: skus[0]! },
        json: { price_fen: 5900, reason },
      });
      const prices = await ask("GET /staff/products/:product/price-changes", {
        as: owner,
        params: { product },
      });
      assert.deepEqual(prices.items[0].after_fen, 5900);
      await ask("POST /staff/products/:product/archive", {
        as: owner,
        params: { product },
        json: { reason },
      });
      const missing = "ffffffff-0000-4000-8000-000000000000";
      const switched = await ask("PUT /staff/products/status", {
        as: owner,
        json: { ids: [missing, product], on_sale: true, reason },
      });
      assert.deepEqual(switched.items, [
        { id: product, code: null, message: null },
        { id: missing, code: "PRODUCT_NOT_FOUND", message: "商品不存在或已下架" },
      ]);
      await ask("PUT /staff/products/:product/status", {
        as: owner,
        params: { product },
        json: { on_sale: true, reason },
      });
    });

    await step("anybody looks around", async () => {
      await ask("GET /health");
      await ask("GET /openapi.json");
      assert.equal((await ask("GET /home")).categories.length, 1);
      await ask("GET /shop");
      await ask("GET /categories");
      assert.equal((await ask("GET /products", { query: { query: "龙井" } })).items.length, 1);
      await ask("GET /products/:product", { params: { product } });
      assert.equal(
        await refusal("GET /products/:product", { params: { product: crypto.randomUUID() } }),
        "PRODUCT_NOT_FOUND",
      );
    });

    await step("a and b become distributors, c is bound to b", async () => {
      const { terms_version } = await ask("GET /distributor", { as: a });
      const apply = (as: string, invite?: string) =>
        ask("POST /distributor/application", { as, json: { terms_version, invite } });
      const review = (distributor: string) =>
        ask("POST /staff/distributors/:distributor/review", {
          as: owner,
          params: { distributor },
          json: { approve: true, reason },
        });
      await review((await apply(a)).id);
      const invite = await ask("POST /distributor/invites", { as: a });
      const applied = await apply(b, invite.token);
      assert.equal((await review(applied.id)).status, "approved");

      const share = await ask("POST /shares", {
        as: b,
        json: { page: "product", product, channel: "chat" },
      });
      await ask("GET /shares/:token", { params: { token: share.token } });
      const { token: visitor } = await ask("POST /visitors");
      await ask("POST /clicks", { as: visitor, json: { share: share.token } });
      const click = await ask("POST /clicks", { as: c, json: { share: share.token, scene: 1007 } });
      assert.equal(click.bound, true);
      assert.ok((await ask("GET /binding", { as: c })).binding);
      const { id: member } = await ask("GET /me", { as: c });
      const bound = await ask("GET /staff/members/:member/bindings", {
        as: owner,
        params: { member },
      });
      assert.equal(bound.items[0].click.scene, 1007);
      assert.equal((await ask("GET /distributor/customers", { as: b })).items.length, 1);
      assert.equal((await ask("GET /distributor/team", { as: a })).items.length, 1);
    });

    let order = "";
    await step("c fills a cart, asks the price, orders and pays", async () => {
      for (const [n, sku] of skus.entries()) {
        await ask("PUT /cart/lines/:sku", { as: c, params: { sku }, json: { quantity: n + 1 } });
      }
      await ask("POST /cart/removals", { as: c, json: { skus: skus.slice(2) } });
      const cart = await ask("GET /cart", { as: c });
      assert.equal(cart.lines.length, 2);
      const lines = cart.lines.map(({ sku_id, quantity }: Record<string, unknown>) => ({
        sku_id,
        quantity,
      }));
      const quote = await ask("POST /quotes", { as: c, json: { lines } });
      const body = { lines, expected_payable_fen: quote.payable_fen, contact, from_cart: true };
      assert.equal(
        await refusal("POST /orders", { as: c, json: { ...body, expected_payable_fen: 1 } }),
        "PRICE_CHANGED",
      );
      const key = "tap-12345678";
      const placed = await ask("POST /orders", { as: c, key, json: body });
      assert.deepEqual(await ask("POST /orders", { as: c, key, json: body }), placed);
      assert.equal(
        await refusal("POST /orders", { as: c, key, json: { ...body, remark: "另一个" } }),
        "IDEMPOTENCY_CONFLICT",
      );
      order = placed.order_id;
      const other = { lines: lines.slice(0, 1) };
      const less = await ask("POST /quotes", { as: c, json: other });
      const second = await ask("POST /orders", {
        as: c,
        json: { ...other, contact, expected_payable_fen: less.payable_fen },
      });
      await ask("PUT /staff/orders/:order/price", {
        as: owner,
        params: { order: second.order_id },
        json: { goods_fen: 100, freight_fen: 0, reason },
      });
      await ask("POST /orders/:order/cancellation", { as: c, params: { order: second.order_id } });
      await pay(house, c, order);
      const paid = await ask("GET /orders/:order", { as: c, params: { order } });
      assert.equal(paid.status, "paid");
      assert.deepEqual(paid.contact, contact);
      assert.equal(
        await refusal("GET /orders/:order", { as: a, params: { order } }),
        "ORDER_NOT_FOUND",
      );
      await ask("GET /orders", { as: c, query: { status: "paid" } });
      await ask("GET /me", { as: c });
    });

    await step("staff ship it, c receives it, commission settles", async () => {
      await ask("GET /staff/orders", { as: owner, query: { status: "paid" } });
      await ask("GET /staff/orders/:order", { as: owner, params: { order } });
      const shipped = await ask("POST /staff/orders/:order/shipments", {
        as: owner,
        params: { order },
        json: { carrier: "SF", tracking_no: "SF1234567890" },
      });
      const { items: [carrier] } = await ask("GET /staff/carriers", { as: owner });
      assert.deepEqual(carrier, { id: "SF", name: "顺丰速运" });
      await ask("POST /staff/orders/:order/shipments/mending", {
        as: owner,
        params: { order },
        json: {
          parcels: [{
            shipment_id: shipped.shipments[0].id,
            carrier: "YTO",
            tracking_no: "yt 0001",
          }],
          reason,
        },
      });
      await ask("GET /payments/:out_trade_no/order", {
        as: c,
        params: { out_trade_no: shipped.payments[0].out_trade_no },
      });
      await ask("POST /staff/order-path", { as: owner, json: { reason } });
      await ask("GET /staff/order-path", { as: owner });
      await ask("POST /orders/:order/receipt", { as: c, params: { order } });
      const page = await ask("GET /distributor/commissions", { as: b });
      assert.equal(page.items.length, 2);
      const held = page.items[0].id;
      await ask("POST /staff/commissions/:commission/holds", {
        as: owner,
        params: { commission: held },
        json: { reason },
      });
      const rows = await ask("GET /staff/commissions", { as: owner, query: { status: "held" } });
      await ask("POST /staff/holds/:hold/release", {
        as: owner,
        params: { hold: rows.items[0].open_holds[0].id },
        json: { reason },
      });
      await house.test_db.clock.advance(2);
      await house.test_db.call({ role: "mall_jobs" }, "settle_commissions", {});
      const center = await ask("GET /distributor", { as: b });
      assert.ok(center.balances.available_fen > 0);
      await house.test_db.clock.reset();
    });

    await step("b withdraws, staff decide", async () => {
      const ten = { amount_fen: 20 };
      const first = await ask("POST /withdrawals", { as: b, json: ten });
      assert.equal(
        await refusal("POST /withdrawals", { as: b, json: ten }),
        "WITHDRAWAL_OPEN_EXISTS",
      );
      await ask("POST /withdrawals/:withdrawal/cancellation", {
        as: b,
        params: { withdrawal: first.id },
      });
      const second = await ask("POST /withdrawals", { as: b, json: ten });
      await ask("GET /withdrawals", { as: b });
      await ask("GET /staff/withdrawals", { as: owner });
      await ask("POST /staff/withdrawals/:withdrawal/review", {
        as: owner,
        params: { withdrawal: second.id },
        json: { approve: false, reason },
      });
      const late = await ask("POST /staff/withdrawals/reviews", {
        as: owner,
        json: { ids: [second.id], approve: true, reason },
      });
      assert.equal(late.items[0].code, "WITHDRAWAL_STATE");
    });

    await step("c sends some of it back", async () => {
      const request = (kind: string, line_no: number) =>
        ask("POST /after-sales", {
          as: c,
          json: { order_id: order, kind, lines: [{ line_no, quantity: 1 }], reason: "不合适" },
        });
      const preview = { params: { order }, query: { pieces: "1:1,2:1" } };
      const mine = await ask("GET /orders/:order/refund-preview", { as: c, ...preview });
      const theirs = await ask("GET /staff/orders/:order/refund-preview", {
        as: owner,
        ...preview,
      });
      assert.equal(mine.payable_fen, theirs.payable_fen);
      const first = await request("return_refund", 1);
      await ask("POST /after-sales/:after_sale/cancellation", {
        as: c,
        params: { after_sale: first.id },
      });
      const returned = await request("return_refund", 1);
      await ask("GET /staff/after-sales", { as: owner });
      const on = (after_sale: string) => ({ as: owner, params: { after_sale } });
      const yes = { approve: true, reason };
      await ask("POST /staff/after-sales/:after_sale/review", { ...on(returned.id), json: yes });
      await ask("POST /after-sales/:after_sale/return", {
        as: c,
        params: { after_sale: returned.id },
        json: { carrier: "顺丰速运", tracking_no: "SF1000000001" },
      });
      await ask("POST /staff/after-sales/:after_sale/return", {
        ...on(returned.id),
        json: { reason },
      });
      const exchange = await request("exchange", 2);
      await ask("POST /staff/after-sales/:after_sale/review", { ...on(exchange.id), json: yes });
      await ask("POST /staff/after-sales/:after_sale/exchange", {
        ...on(exchange.id),
        json: { reason },
      });
      await ask("POST /staff/orders/:order/refunds", {
        as: owner,
        params: { order },
        json: { lines: [{ line_no: 1, quantity: 1 }], reason },
      });
      await ask("GET /staff/orders/:order", { as: owner, params: { order } });
    });

    await step("staff look after distributors", async () => {
      const { items } = await ask("GET /staff/distributors", { as: owner });
      const distributor = items.find((one: { parent_id: string | null }) => one.parent_id).id;
      const about = { as: owner, params: { distributor }, json: { reason } };
      await ask("GET /staff/distributors/:distributor", { as: owner, params: { distributor } });
      await ask("POST /staff/distributors/:distributor/suspension", about);
      await ask("POST /staff/distributors/:distributor/restoration", about);
      await ask("PUT /staff/distributors/:distributor/parent", {
        ...about,
        json: { parent_id: null, reason },
      });
      await ask("POST /staff/distributors/:distributor/expulsion", about);
      const void_one = await ask("GET /staff/commissions", { as: owner });
      assert.equal(
        await refusal("POST /staff/commissions/:commission/voiding", {
          as: owner,
          params: { commission: void_one.items[0].id },
          json: { reason },
        }),
        "COMMISSION_STATE",
      );
      await house.test_db.sql`
        update ledger.commissions set status = 'held', settled_at = null where id = ${
        void_one.items[0].id
      }`;
      await ask("POST /staff/commissions/:commission/voiding", {
        as: owner,
        params: { commission: void_one.items[0].id },
        json: { reason },
      });
    });

    await step("the owner looks after people, keys, the work list and figures", async () => {
      const { items } = await ask("GET /staff/people", { as: owner });
      await ask("PUT /staff/people/:staff", {
        as: owner,
        params: { staff: items[0].id },
        json: { role: "owner", status: "active", reason },
      });
      await house.test_db.sql`
        insert into auth.users (id, aud, role, email)
        values (gen_random_uuid(), 'authenticated', 'authenticated', 'new@example.com')`;
      await ask("POST /staff/people", {
        as: owner,
        json: { email: "new@example.com", name: "新同事", role: "support", reason },
      });
      await ask("PUT /staff/credentials", {
        as: owner,
        json: { kind: "app_secret", value: "0123456789abcdef0123456789abcdef", reason },
      });
      await house.test_db.sql`
        select private.add_work(o.shop_id, 'unsent_refund', o.subject_id, private.outbox_concern(o))
          from ops.outbox o where o.kind = 'refund'`;
      const work = await ask("GET /staff/work", { as: owner });
      assert.equal((await ask("GET /staff/work/count", { as: owner })).open, work.items.length);
      const decision = {
        as: owner,
        params: { work: work.items[0].id },
        json: { action: "retry", reason },
      };
      const { as, params } = decision;
      assert.deepEqual(await ask("GET /staff/work/:work", { as, params }), work.items[0]);
      await ask("POST /staff/work/:work/decision", decision);
      assert.equal(await refusal("POST /staff/work/:work/decision", decision), "WORK_STATE");
      const keys = await ask("GET /staff/credentials", { as: owner });
      assert.doesNotMatch(JSON.stringify(keys), /v1\.|0123456789abcdef/);
      const log = await ask("GET /staff/audit-log", {
        as: owner,
        query: { command: "save_credential" },
      });
      assert.equal(log.items.length, keys.items.length);
      await ask("GET /staff/audit-log/actors", { as: owner });
      const changes = await ask("GET /staff/setting-changes", { as: owner });
      assert.ok(changes.items.some((one: { setting: string }) => one.setting === "freight_fen"));
      await ask("GET /staff/overview", { as: owner });
      for (const by of ["distributor", "product"]) {
        await ask("GET /staff/funnel", { as: owner, query: { days: "1", by } });
      }
    });

    await step("d keeps an address book, and is forgotten when his order is closed", async () => {
      const d = await house.member("o-d");
      await ask("PUT /me", { as: d, json: { nickname: "叶子" } });
      const address = await ask("PUT /addresses", { as: d, json: { contact } });
      assert.deepEqual(address.contact, contact);
      assert.equal((await ask("GET /addresses", { as: d })).items.length, 1);
      await ask("DELETE /addresses/:address", { as: d, params: { address: address.id } });
      const quote = await ask("POST /quotes", {
        as: d,
        json: { lines: [{ sku_id: skus[0], quantity: 1 }] },
      });
      const placed = await ask("POST /orders", {
        as: d,
        json: {
          lines: [{ sku_id: skus[0], quantity: 1 }],
          expected_payable_fen: quote.payable_fen,
          contact,
        },
      });
      assert.deepEqual((await ask("DELETE /me", { as: d })).waits_for, ["order"]);
      const leaving = await ask("GET /staff/leaving", { as: owner });
      assert.deepEqual(leaving.items.map((one: { waits_for: string[] }) => one.waits_for), [
        ["order"],
      ]);
      await ask("POST /staff/orders/:order/closing", {
        as: owner,
        params: { order: placed.order_id },
        json: { reason },
      });
      assert.deepEqual((await ask("DELETE /me", { as: d })).waits_for, []);
      assert.equal(await refusal("GET /me", { as: d }), "SIGN_IN_REQUIRED");
    });

    await step(
      "the shop says something in other words, and what it said before stays",
      async () => {
        const before = await ask("GET /texts/:kind", { params: { kind: "privacy" } });
        await ask("PUT /staff/texts/:kind", {
          as: owner,
          params: { kind: "privacy" },
          json: { parts: [{ title: "注销", text: "随时可以注销。" }], reason },
        });
        const { version } = before;
        const kept = await ask("GET /texts/:kind/:version", {
          params: { kind: "privacy", version },
        });
        assert.deepEqual(kept, before);
        await ask("GET /staff/texts", { as: owner });
      },
    );

    await step("somebody leaves, is invited, opens the invitation and joins again", async () => {
      const lin = await house.staff("viewer");
      const { email } = JSON.parse(atob(lin.split(".")[1]!)) as { email: string };
      await house.test_db.sql`
        update auth.users set email_confirmed_at = now() where email = ${email}`;
      await ask("POST /staff/leave", { as: lin, json: { reason } });
      assert.deepEqual((await ask("GET /staff/shops", { as: lin })).items, []);
      const token = "t".repeat(43);
      const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
      const token_hash = new Uint8Array(hash).toHex();
      const invited = { email, name: "林小青", role: "support", reason };
      await ask("POST /staff/invitations", { as: owner, json: { ...invited, token_hash } });
      const opened = await ask("GET /invitations/:token", { params: { token } });
      assert.deepEqual([opened.email, opened.state], [email, "open"]);
      await ask("POST /invitations/acceptance", { as: lin, json: { token, name: "林小青" } });
      assert.equal((await ask("GET /staff/shops", { as: lin })).items[0].role, "support");
      const other = await ask("POST /staff/invitations", {
        as: owner,
        json: { ...invited, email: "chen@example.com", token_hash: "0".repeat(64) },
      });
      await ask("POST /staff/invitations/:invitation/revocation", {
        as: owner,
        params: { invitation: other.id },
        json: { reason },
      });
      const { items } = await ask("GET /staff/invitations", { as: owner });
      assert.deepEqual(items.map((one: { state: string }) => one.state), ["revoked", "accepted"]);
    });

    await step("no route was left out", () => {
      const left = house.routes.map((route) => route.replace(" /api/", " /"))
        .filter((route) => !house.asked.has(route) && !needs_wechat.includes(route));
      assert.deepEqual(left, []);
    });
  } finally {
    await house.close();
  }
});

function tea(category_id: string) {
  const sku = (values: string[], price_fen: number) => ({ values, price_fen, initial_stock: 100 });
  return {
    category_id,
    title: "明前龙井",
    subtitle: "今年的新茶",
    images: ["https://example.com/tea.png"],
    specs: [{ name: "重量", values: [{ name: "50g" }, { name: "100g" }, { name: "250g" }] }],
    skus: [sku(["50g"], 6800), sku(["100g"], 12_800), sku(["250g"], 29_800)],
  };
}

/** WeChat's word that an order was paid, as the callback records it. */
async function pay(house: House, token: string, order_id: string): Promise<void> {
  const claims = await house.services.tokens.verify(token);
  const intent = await house.services.db.call<PaymentIntent>(claims, "start_payment", { order_id });
  const transaction = {
    appid: intent.appid,
    mchid: intent.mchid,
    out_trade_no: intent.out_trade_no,
    transaction_id: "4200000000000000000000000001",
    trade_state: "SUCCESS",
    amount: { total: intent.amount_fen, currency: "CNY" },
  };
  const verdict = await house.test_db.call({ role: "mall_wechat" }, "record_payment_notice", {
    shop: intent.shop,
    notice: { id: crypto.randomUUID() },
    transaction,
  });
  assert.deepEqual(verdict, { result: "applied", reason: null });
}
