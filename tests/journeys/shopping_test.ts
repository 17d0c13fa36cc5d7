import assert from "node:assert/strict";
import { Cart } from "@/contracts/cart.ts";
import { Product } from "@/contracts/catalog.ts";
import { ShownPage } from "@/contracts/pages.ts";
import { listsOf } from "@/tests/support/pages.ts";
import { Overview } from "@/contracts/insight.ts";
import { Address, Addresses } from "@/contracts/members.ts";
import { PlacedOrder, Quote } from "@/contracts/orders.ts";
import { OpenedShare } from "@/contracts/shares.ts";
import { Done } from "@/contracts/values.ts";
import { pair } from "./support/earning.ts";
import { journey, town } from "./support/journey.ts";
import { contact } from "./support/phone.ts";
import { becomes } from "./support/town.ts";

journey("C38 from the cart to the order, at the price that the buyer has seen", async (shop) => {
  const buyer = await shop.newcomer();
  await buyer.signIn();
  const { id, skus } = await shop.sells({ prices_fen: [3_000, 4_000] });
  const [one, two] = skus as [string, string];
  await buyer.api.put(`/cart/lines/${one}`, Cart, { quantity: 2 });
  const cart = await buyer.api.put(`/cart/lines/${two}`, Cart, { quantity: 1 });
  assert.deepEqual([cart.count, cart.amount_fen], [3, 10_000]);

  const path = `/staff/skus/${one}/price`;
  await shop.owner.api.put(path, Done, { price_fen: 3_100, reason: "调价" });
  const lines = [{ sku_id: one, quantity: 2 }, { sku_id: two, quantity: 1 }];
  const order = { lines, contact, from_cart: true };
  const seen = { ...order, expected_payable_fen: cart.amount_fen };
  await assert.rejects(buyer.api.post("/orders", PlacedOrder, seen), (refused: unknown) => {
    const { code, details } = refused as { code: string; details: { quote: unknown } };
    return code === "PRICE_CHANGED" && Quote.parse(details.quote).payable_fen === 10_200;
  });
  assert.equal((await buyer.api.get("/cart", Cart)).count, 3);

  const { order_id } = await buyer.order(lines, { from_cart: true });
  assert.equal((await buyer.api.get("/cart", Cart)).count, 0);
  const { contact: to, lines: bought } = await buyer.look(order_id);
  assert.deepEqual(to, contact);
  assert.deepEqual(bought.map((line) => [line.price_fen, line.quantity]), [[3_100, 2], [4_000, 1]]);
  const product = await buyer.api.get(`/products/${id}`, Product);
  assert.deepEqual(product.skus.map(({ available }) => available), [98, 99]);
});

journey("C50 the last piece is sold once, and the refusal carries the new quote", async (shop) => {
  const buyers = await shop.newcomers(5);
  for (const buyer of buyers) await buyer.signIn();
  const lines = [{ sku_id: await shop.sku(3_000, 1), quantity: 1 }];
  const results = await Promise.allSettled(buyers.map((buyer) => buyer.order(lines)));
  const refusals = results.filter((one) => one.status === "rejected").map(({ reason }) => reason);
  assert.deepEqual(refusals.map(({ code }) => code), Array(4).fill("OUT_OF_STOCK"));
  const quote = await buyers[0]!.quote(lines);
  assert.deepEqual(quote.problems.map(({ code }) => code), ["OUT_OF_STOCK"]);
});

journey("addresses are kept for their owner alone, and sealed", async (shop) => {
  const [one, other] = await shop.newcomers(2);
  await Promise.all([one!.signIn(), other!.signIn()]);
  const saved = await one!.api.put("/addresses", Address, { contact, is_default: true });
  assert.deepEqual((await one!.api.get("/addresses", Addresses)).items, [saved]);
  assert.deepEqual((await other!.api.get("/addresses", Addresses)).items, []);
  const rows = await town
    .sql`select a::text as text from person.addresses a where a.id = ${saved.id}`;
  assert.equal(rows.length, 1);
  assert.ok(
    ![contact.name, contact.phone, contact.detail].some((text) => rows[0]!.text.includes(text)),
  );
  await one!.api.send("DELETE", `/addresses/${saved.id}`, Done);
  assert.deepEqual((await one!.api.get("/addresses", Addresses)).items, []);
});

journey("a catalogue that has not changed is not sent again", async (shop) => {
  const reader = await shop.newcomer();
  const first = await reader.api.raw("GET", "/home");
  const etag = first.headers.get("etag")!;
  assert.match(first.headers.get("cache-control")!, /^public, max-age=\d+/);
  assert.equal(listsOf(ShownPage.parse(await first.json())).length, 0);
  const again = () =>
    reader.api.raw("GET", "/home", undefined, { headers: { "if-none-match": etag } });
  const known = await again();
  assert.deepEqual([known.status, await known.text()], [304, ""]);
  await shop.sku(1_000);
  const changed = await again();
  assert.equal(changed.status, 200);
  assert.equal(listsOf(ShownPage.parse(await changed.json())).length, 2);
});

journey(
  "C28 a share has a code that WeChat drew, and the code opens the shared page",
  async (shop) => {
    const { seller } = await pair(shop);
    const { id } = await shop.sells({ prices_fen: [1_000] });
    const share = await seller.share(id);
    assert.ok(share.token.length <= 32);
    const picture = await seller.api.raw("GET", `/shares/${share.token}/code`);
    assert.deepEqual([picture.status, picture.headers.get("content-type")], [200, "image/jpeg"]);
    const bytes = new Uint8Array(await picture.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 2)], [0xff, 0xd8]);

    const stranger = await shop.newcomer();
    const opened = await stranger.api.get(`/shares/${share.token}`, OpenedShare);
    assert.deepEqual([opened.product?.id, opened.sharer.is_distributor], [id, true]);
  },
);

journey("the shop sees its day", async (shop) => {
  const { seller, buyer } = await pair(shop);
  const { order_id } = await buyer.buy([{ sku_id: await shop.sku(5_000), quantity: 2 }]);
  await becomes("paid", () => buyer.status(order_id));
  const { today, yesterday } = await shop.owner.api.get("/staff/overview", Overview);
  assert.deepEqual(today, {
    clicks: 1,
    buyers: 1,
    orders: 1,
    paid_orders: 1,
    paid_fen: 10_000,
    refunded_fen: 0,
    commission_pending_fen: 1_000,
    commission_settled_fen: 0,
  });
  assert.ok(Object.values(yesterday).every((figure) => figure === 0));
  const { today: mine } = await seller.center();
  assert.deepEqual(mine, { earned_fen: 1_000, orders: 1, clicks: 1 });
});
