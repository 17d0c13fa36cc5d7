import assert from "node:assert/strict";
import { closePage, loose, openPage, phone, until } from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./detail.ts");
const { missingWords } = await import("./again.ts");

const line = (quantity: number, code: string | null = null, wanted = 3) =>
  ({ sku_id: "s", title: "茶", spec: "50g", wanted, quantity, code }) as never;

Deno.test("what does not come into the cart again is named with its reason", () => {
  const words = missingWords([
    line(3),
    line(2, "OUT_OF_STOCK"),
    line(0, "OUT_OF_STOCK"),
    line(0, "SKU_OFF_SALE"),
    line(0, "PURCHASE_LIMIT"),
    line(1, "PURCHASE_LIMIT"),
    line(0, "CART_FULL"),
  ]);
  assert.deepEqual(words.split("\n"), [
    "茶 50g：库存不足，仅剩 2 件",
    "茶 50g：已售罄",
    "茶 50g：商品已下架",
    "茶 50g：超过每人限购数量",
    "茶 50g：每人限购，只能再买 1 件",
    "茶 50g：购物车放满了",
  ]);
});

const order = {
  ...{ id: "o1", number: "26", status: "completed", close_reason: null, paid_at: null },
  ...{ lines: [], shipments: [], after_sales: [], history: [], discounts: [], events: [] },
  ...{ auto_receive_at: null, placed_at: "2026-11-20T00:00:00Z", expires_at: null },
  can: { buy_again: true },
};

/** The page of a finished order, whose goods are bought again with this outcome. */
async function boughtAgain(lines: unknown[]) {
  phone.begin();
  const cart = { lines: [], count: 4, amount_fen: 0 };
  phone.answer = ({ path }) => ({
    status: 200,
    data: path.endsWith("/again") ? { lines, cart } : order,
  });
  const page = await openPage(page_file, { id: "o1" });
  await until(() => page.data.state === "ready");
  phone.done.length = 0;
  await page.buyAgain();
  closePage(page);
  return phone.done;
}

Deno.test("buying again goes to the cart, and says first what is missing", loose, async () => {
  assert.deepEqual(await boughtAgain([line(3)]), ["tab /pages/cart/cart"]);
  const some = await boughtAgain([line(3), line(0, "SKU_OFF_SALE")]);
  assert.deepEqual(some, ["modal 有商品没有加入", "tab /pages/cart/cart"]);
});

Deno.test("when nothing can be bought again the page stays", loose, async () => {
  assert.deepEqual(await boughtAgain([line(0, "OUT_OF_STOCK")]), ["modal 这些商品现在买不到"]);
});
