import assert from "node:assert/strict";
import type { Product } from "@/contracts/catalog.ts";
import { choose, chosenSku, dimensions, firstChoice, missing, most } from "./specs.ts";

const sku = (id: string, values: string[], available: number) => ({ id, values, available });
const tea = {
  specs: [{ name: "规格", values: ["50克", "100克"] }, { name: "包装", values: ["罐", "袋"] }],
  skus: [sku("a", ["50克", "罐"], 3), sku("b", ["50克", "袋"], 0), sku("c", ["100克", "袋"], 9)],
  purchase_limit: 5,
} as unknown as Product;

Deno.test("a value that no SKU in stock has with the other choices cannot be chosen", () => {
  const [, packing] = dimensions(tea, ["50克", ""]);
  assert.deepEqual(packing!.choices.map(({ available }) => available), [true, false]);
  const [size] = dimensions(tea, ["", "袋"]);
  assert.deepEqual(size!.choices.map(({ available }) => available), [false, true]);
});

Deno.test("choosing twice lets go; all choices together name one SKU", () => {
  assert.deepEqual(choose(["50克", ""], 0, "50克"), ["", ""]);
  assert.equal(chosenSku(tea, ["50克", ""]), null);
  assert.equal(chosenSku(tea, choose(["50克", ""], 1, "罐"))!.id, "a");
  assert.equal(missing(tea, ["", "罐"]), "规格");
});

Deno.test("a product without dimensions has its one SKU at once; stock and limit bound the quantity", () => {
  const plain = { ...tea, specs: [], skus: [sku("only", [], 2)] } as unknown as Product;
  assert.equal(chosenSku(plain, firstChoice(plain))!.id, "only");
  assert.equal(most(plain, plain.skus[0]!), 2);
  assert.equal(most(tea, tea.skus[2]!), 5);
});
