import assert from "node:assert/strict";
import { phone, refused, type Sent } from "./fake_phone_test.ts";

const { begin, paths, sent } = phone;
const modules = ["./session", "./cart", "./tab_bar"];
const [session, cart, bar] = await Promise.all(modules.map((name) => import(name)));

/** A cart at the shop, as the API keeps it. */
const there = new Map<string, number>();
function answer({ method, path, body }: Sent) {
  const sku = path.split("/").at(-1)!;
  if (method === "PUT" && (there.has(sku) || !body.if_there)) there.set(sku, body.quantity);
  if (path.endsWith("/removals")) { for (const one of body.skus) there.delete(one); }
  const lines = [...there].map(([sku_id, quantity]) => ({
    sku_id,
    quantity,
    price_fen: 100,
    available: 9,
    on_sale: true,
  }));
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return { status: 200, data: { lines, count, amount_fen: 0 } };
}

async function start(lines: Record<string, number>) {
  await session.ensureSignedIn();
  there.clear();
  for (const [sku, quantity] of Object.entries(lines)) there.set(sku, quantity);
  begin();
  phone.answer = answer;
}

Deno.test("adding a SKU again adds to what lies there, and the count follows", async () => {
  await start({ a: 2, b: 1 });
  await cart.addToCart("a", 3);
  assert.equal(there.get("a"), 5);
  assert.equal(cart.cartCount(), 6);
  await cart.addToCart("c", 1);
  assert.deepEqual([there.get("c"), cart.cartCount()], [1, 7]);
});

Deno.test("an add whose answer was lost is repeated and adds nothing more", async () => {
  await start({ a: 2 });
  phone.replies = [answer({ method: "GET", path: "/cart" } as Sent)];
  let lost = true;
  phone.answer = (one) => {
    const reply = answer(one);
    if (!lost) return reply;
    lost = false;
    return "offline";
  };
  await cart.addToCart("a", 3);
  assert.deepEqual(paths(), ["GET /cart", "PUT /cart/lines/a", "PUT /cart/lines/a"]);
  assert.deepEqual(sent.slice(1).map(({ body }) => body.quantity), [5, 5]);
  assert.equal(there.get("a"), 5);
});

Deno.test("no more than 999 of one are asked for", async () => {
  await start({ a: 998 });
  await cart.addToCart("a", 5);
  assert.equal(there.get("a"), 999);
});

Deno.test("a line that another phone took out stays out when this one changes it", async () => {
  await start({ a: 2, b: 1 });
  there.delete("a");
  const { lines } = await cart.changeLine("a", 3);
  assert.deepEqual(lines.map(({ sku_id }: { sku_id: string }) => sku_id), ["b"]);
  assert.equal(cart.cartCount(), 1);
});

Deno.test("taking lines out names them, and a refusal leaves the count", async () => {
  await start({ a: 2, b: 1 });
  await cart.removeLines(["a"]);
  assert.equal(cart.cartCount(), 1);
  begin(refused(409, "CART_FULL"));
  await assert.rejects(cart.changeLine("b", 9), { code: "CART_FULL" });
  assert.equal(cart.cartCount(), 1);
});

Deno.test("a cart that is no cart is not shown", async () => {
  begin({ status: 200, data: { lines: [{ sku_id: "a" }], count: 1 } });
  await assert.rejects(cart.readCart(), { code: "BAD_REPLY" });
});

Deno.test("the tab bar shows how many, up to 99, and nothing for none", async () => {
  for (const [count, shown] of [[0, "no badge"], [99, "badge 99"], [100, "badge 99+"]] as const) {
    session.changeMember({ cart_count: count });
    begin();
    bar.showTabBar();
    assert.deepEqual(phone.done, ["tab #0E7A5F", shown]);
  }
  await Promise.resolve();
});
