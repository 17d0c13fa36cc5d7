import assert from "node:assert/strict";
import type { Cart } from "@/contracts/cart.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";

Deno.test("the cart", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [me, other] = await mall.members(2) as [Member, Member];
  const [cheap, dear] = await mall.product([1000, 2500], { stock: 7 }) as [string, string];
  const cart = (member = me) => db.call<Cart>(member, "get_cart");
  const set = (sku: string, quantity: number, member = me) =>
    db.call<Cart>(member, "set_cart_line", { sku, quantity });

  await t.step("holds what I put in, at today's price", async () => {
    await set(cheap, 2);
    const after = await set(dear, 9);
    assert.deepEqual(after, await cart());
    assert.deepEqual([after.count, after.amount_fen], [11, 24500]);
    const line = after.lines.find(({ sku_id }) => sku_id === dear)!;
    assert.deepEqual([line.quantity, line.available, line.on_sale], [9, 7, true]);
    assert.deepEqual(await cart(other), { lines: [], count: 0, amount_fen: 0 });
  });

  await t.step("the last of many quantities set at once stands, once", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => set(cheap, n + 1)));
    const { lines } = await cart();
    assert.equal(lines.filter(({ sku_id }) => sku_id === cheap).length, 1);
    await set(cheap, 2);
  });

  await t.step("C38 shows the old price beside the new one", async () => {
    await mall.command("set_price", {
      sku_id: cheap,
      price_fen: 900,
      reason: "促销",
    });
    await set(cheap, 3);
    const line = (await cart()).lines.find(({ sku_id }) => sku_id === cheap)!;
    assert.deepEqual([line.price_fen, line.added_price_fen, line.quantity], [900, 1000, 3]);
  });

  await t.step("a line off sale stays, says so and counts nothing", async () => {
    await db.sql`update catalog.skus set status = 'off_sale' where id = ${dear}`;
    const after = await cart();
    const line = after.lines.find(({ sku_id }) => sku_id === dear)!;
    assert.deepEqual([line.on_sale, line.available], [false, 0]);
    assert.equal(after.amount_fen, 2700);
    await assert.rejects(set(dear, 1), { message: "SKU_OFF_SALE" });
    assert.equal((await set(dear, 0)).lines.length, 1);
  });

  await t.step("what is not there or not possible is refused", async () => {
    await assert.rejects(set(crypto.randomUUID(), 1), { message: "SKU_NOT_FOUND" });
    await assert.rejects(set(cheap, 1000), { message: "INVALID_REQUEST" });
    await assert.rejects(set(cheap, -1), { message: "INVALID_REQUEST" });
    const elsewhere = await Mall.open(db, "elsewhere");
    await assert.rejects(set(cheap, 1, await elsewhere.member()), { message: "SKU_NOT_FOUND" });
    await assert.rejects(db.call({ role: "authenticated" }, "get_cart"), {
      message: "SIGN_IN_REQUIRED",
    });
  });

  await t.step("what another phone has taken out does not come back from a stale one", async () => {
    await set(cheap, 2);
    await db.call(me, "remove_cart_lines", { skus: [cheap] });
    const change = (quantity: number) =>
      db.call<Cart>(me, "set_cart_line", { sku: cheap, quantity, if_there: true });
    assert.deepEqual((await change(3)).lines, []);
    await set(cheap, 2);
    assert.equal((await change(3)).lines[0]!.quantity, 3);
  });

  await t.step("lines go by name; those not there do not matter", async () => {
    const left = await db.call<Cart>(me, "remove_cart_lines", {
      skus: [cheap, crypto.randomUUID()],
    });
    assert.deepEqual(left, { lines: [], count: 0, amount_fen: 0 });
  });

  await t.step("is full at 100 lines, also when they come at once", async () => {
    const skus = await mall.product(Array.from({ length: 105 }, () => 100), { stock: 1 });
    const answers = await Promise.allSettled(skus.map((sku) => set(sku, 1)));
    const refused = answers.filter((answer) => answer.status === "rejected");
    assert.equal(refused.length, 5);
    for (const { reason } of refused) assert.equal(reason.message, "CART_FULL");
    assert.equal((await cart()).lines.length, 100);
  });

  await db.drop();
});
