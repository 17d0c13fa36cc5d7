/** A shop is furnished, looked at, and finds distributors. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

export async function furnish(story: Story): Promise<void> {
  const { ask, owner } = story;
  await ask("GET /staff/session", { as: owner });
  const category = await ask("PUT /staff/categories", {
    as: owner,
    json: { category: { name: "茶" }, reason },
  });
  const saved = await ask("PUT /staff/products", {
    as: owner,
    json: { reason, product: tea(category.id) },
  });
  const product: string = story.product = saved.id;
  const skus: string[] = story.skus = saved.skus;
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
    json: { reason, rule: { level1_bps: 1000, level2_bps: 500, cap_bps: 2000, levels: 2 } },
  });
  await ask("POST /staff/stock/:sku/movements", {
    as: owner,
    params: { sku: skus[0]! },
    json: { delta: 5, reason },
  });
  const stock = await ask("GET /staff/stock", { as: owner, query: { page_size: "1" } });
  const [{ id, available, held }] = stock.items;
  const counted = await ask("POST /staff/stock/counts", {
    as: owner,
    json: { counts: [{ id, available: available + 1, held, counted: 9 }], reason },
  });
  assert.deepEqual(counted.items, [{
    id,
    code: "STOCK_MOVED",
    message: "读取之后库存又变过，请按现在的数重新盘点",
    before: available,
    after: available,
  }]);
  const moved = await ask("GET /staff/stock/:sku/movements", {
    as: owner,
    params: { sku: skus[0]! },
  });
  assert.equal(moved.items[0].delta, 5);
  const whole = await ask("GET /staff/products/:product", { as: owner, params: { product } });
  const preview = { as: owner, params: { product } };
  const { code } = await ask("GET /staff/products/:product/preview", preview);
  await ask("GET /previews/:code", { params: { code } });
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
  await furnishFreight(story);
  await decorate(story);
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
  await exchangeFiles(story);
  const missing = "ffffffff-0000-4000-8000-000000000000";
  const switched = await ask("PUT /staff/products/status", {
    as: owner,
    json: { ids: [missing, product], on_sale: true, reason },
  });
  assert.deepEqual(switched.items, [
    { id: product, code: null, message: null },
    { id: missing, code: "PRODUCT_NOT_FOUND", message: "商品不存在或已下架" },
  ]);
  const cheaper = await ask("POST /staff/products/changes", {
    as: owner,
    json: { ids: [product], change: { price_bps: -1000 }, reason },
  });
  assert.deepEqual(cheaper.items, [{ id: product, code: null, message: null }]);
  const back = { ids: [product], change: { price_fen: 590 }, reason };
  await ask("POST /staff/products/changes", { as: owner, json: back });
  await ask("PUT /staff/products/:product/status", {
    as: owner,
    params: { product },
    json: { on_sale: true, reason },
  });
}

/** What is exported can be imported again; what a file says wrongly is refused with its line. */
async function exchangeFiles({ ask, owner }: Story): Promise<void> {
  const all = { as: owner, query: { status: "archived" } };
  const { items: [{ status: _, skus, ...product }] } = await ask("GET /staff/products/export", all);
  const lines = skus.map(({ stock: _, ...sku }: { stock: number }) => sku);
  const wrong = { ...product, code: "X", skus: [{ values: ["无"] }] };
  const report = await ask("POST /staff/products/import", {
    as: owner,
    json: { products: [{ ...product, skus: lines }, wrong], reason },
  });
  assert.deepEqual(report.items, [
    { code: product.code, outcome: "unchanged", problem: null },
    {
      code: "X",
      outcome: "refused",
      problem: {
        code: "INVALID_REQUEST",
        field: "price_fen",
        line: 1,
        message: "请填写 0 到 1 亿元之间的金额",
      },
    },
  ]);
}

async function furnishFreight({ ask, owner }: Story): Promise<void> {
  const rate = { is_served: true, free_from_fen: null, free_from_pieces: null };
  const fees = { first_units: 1, first_fen: 800, further_units: 1, further_fen: 200 };
  const template = { name: "冷链", unit: "piece", is_default: false };
  const rates = [{ regions: [], ...rate, ...fees }];
  const { id } = await ask("PUT /staff/freight-templates", {
    as: owner,
    json: { template: { ...template, rates }, reason },
  });
  assert.equal((await ask("GET /staff/freight-templates", { as: owner })).items[0].id, id);
  await ask("POST /staff/freight-templates/:template/deletion", {
    as: owner,
    params: { template: id },
    json: { reason },
  });
}

/** A topic is saved, published, looked at and put away. */
async function decorate({ ask, owner }: Story): Promise<void> {
  const as_owner = { as: owner };
  const blocks = [{ kind: "notice", text: "新茶到了", link: { to: "all" } }];
  const page = { title: "春茶", blocks };
  const { id, version } = await ask("PUT /staff/pages", { ...as_owner, json: { page, reason } });
  const one = { ...as_owner, params: { page: id } };
  const seen = await ask("POST /staff/pages/preview", { ...as_owner, json: page });
  assert.deepEqual(seen.blocks, blocks);
  const { code } = await ask("GET /staff/pages/:page/preview", one);
  assert.deepEqual((await ask("GET /page-previews/:code", { params: { code } })).blocks, blocks);
  const publish = (at: string | null) =>
    ask("POST /staff/pages/:page/publication", { ...one, json: { version, at, reason } });
  await publish(null);
  assert.deepEqual((await ask("GET /pages/:topic", { params: { topic: id } })).blocks, blocks);
  assert.deepEqual((await ask("GET /recruit-page")).blocks, []);
  await publish(new Date(Date.now() + 86_400_000).toISOString());
  const number = { ...as_owner, params: { page: id, number: "2" } };
  const published = await ask("GET /staff/pages/:page/versions/:number", number);
  assert.deepEqual(published, { ...page, blocks: [{ ...blocks[0], id: published.blocks[0].id }] });
  await ask("POST /staff/pages/:page/versions/:number/cancellation", {
    ...number,
    json: { reason },
  });
  const { versions } = await ask("GET /staff/pages/:page", one);
  assert.deepEqual(versions.map(({ state }: { state: string }) => state), [
    "cancelled",
    "in_force",
  ]);
  await ask("PUT /staff/pages/:page/status", { ...one, json: { archived: true, reason } });
  assert.equal((await ask("GET /staff/pages", as_owner)).items[2].status, "archived");
}

export async function lookAround(story: Story): Promise<void> {
  const { ask, refusal, product } = story;
  await ask("GET /health");
  await ask("GET /openapi.json");
  assert.equal((await ask("GET /home")).blocks[1].items.length, 1);
  await ask("GET /shop");
  await ask("GET /categories");
  assert.equal((await ask("GET /products", { query: { query: "龙井" } })).items.length, 1);
  await ask("GET /products/:product", { params: { product } });
  const suggested = await ask("GET /search/suggestions", { query: { query: "龙" } });
  assert.equal(suggested.products[0].id, product);
  await ask("PUT /search/words", { as: story.a, json: { query: "龙井" } });
  await ask("GET /search/words");
  assert.equal(
    await refusal("GET /products/:product", { params: { product: crypto.randomUUID() } }),
    "PRODUCT_NOT_FOUND",
  );
}

/** A member keeps a product, and takes it back. */
export async function lookAtGoods(story: Story): Promise<void> {
  const { ask, a, product } = story;
  const one = { as: a, params: { product } };
  assert.deepEqual(await ask("PUT /footprints/:product", one), { is_favourite: false });
  assert.deepEqual(await ask("PUT /favourites/:product", one), { is_favourite: true });
  const kept = await ask("GET /favourites", { as: a });
  assert.equal(kept.items[0].product.on_sale, true);
  const seen = await ask("GET /footprints", { as: a, query: { page_size: "1" } });
  assert.equal(seen.items[0].product.id, product);
  await ask("DELETE /favourites/:product", one);
  await ask("DELETE /footprints", { as: a });
}

export async function recruit(story: Story): Promise<void> {
  const { ask, owner, a, b, c, product } = story;
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
}

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
