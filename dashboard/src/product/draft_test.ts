import assert from "node:assert/strict";
import { combinationsOf, copyOf, draftOf, skuOf } from "./draft.ts";
import { placed, sentOf } from "./form.ts";
import { cup, sku } from "./testing/cup.ts";

Deno.test("a product that is opened and sent back untouched is the same", () => {
  const { product, rows, problems } = sentOf(draftOf(cup));
  assert.deepEqual(problems, {});
  assert.deepEqual(rows, ["v1,v3", "v1,v4", "v2,v3"]);
  assert.deepEqual(product, {
    ...cup,
    skus: cup.skus.map((one) => ({ ...one, initial_stock: 0 })),
  });
});

Deno.test("a value under another name keeps its rows, ids and prices", () => {
  const draft = draftOf(cup);
  draft.specs[0]!.values[0]!.name = "天青";
  const { product } = sentOf(draft);
  assert.deepEqual(product.specs[0]!.values[0], { id: "v1", name: "天青" });
  assert.deepEqual(product.skus.map(({ id, values }) => [id, values.join()]), [
    ["k1", "天青,小"],
    ["k2", "天青,大"],
    ["k3", "白,小"],
  ]);
});

Deno.test("new values make new rows, and the first dimension begins with what was typed without one", () => {
  const draft = draftOf({ ...cup, specs: [], skus: [sku("k", [], 100)] });
  draft.specs = [{
    key: "n",
    name: "颜色",
    values: [{ key: "a", name: "青" }, { key: "b", name: "白" }],
  }];
  assert.deepEqual(combinationsOf(draft.specs).map(({ key }) => skuOf(draft, key).price), [
    "1.00",
    "1.00",
  ]);
  const { product } = sentOf(draft);
  assert.deepEqual(product.specs, [{ name: "颜色", values: [{ name: "青" }, { name: "白" }] }]);
  assert.deepEqual(product.skus.map(({ id, code }) => [id, code]), [
    [undefined, null],
    [undefined, null],
  ]);
});

Deno.test("what is missing or wrong is said where it stands", () => {
  const draft = draftOf(cup);
  draft.title = " ";
  draft.specs[1]!.name = "颜色";
  draft.specs[0]!.values[1]!.name = "青";
  draft.skus["v1,v3"]!.price = "";
  draft.skus["v1,v4"]!.cost = "十元";
  draft.skus["v2,v3"]!.weight_g = "1.5";
  assert.deepEqual(Object.keys(sentOf(draft).problems).toSorted(), [
    "skus.v1,v3.price_fen",
    "skus.v1,v4.cost_fen",
    "skus.v2,v3.weight_g",
    "specs.0.values.1.name",
    "specs.1.name",
    "title",
  ]);
  const off = draftOf(cup);
  for (const one of Object.values(off.skus)) one.on_sale = false;
  assert.deepEqual(Object.keys(sentOf(off).problems), ["skus"]);
});

Deno.test("what the mall refuses is shown in the row that it was sent for", () => {
  const refused = [
    { field: "product.skus.1.price_fen", message: "太多" },
    { field: "product.title", message: "太长" },
  ];
  assert.deepEqual(placed(refused, ["x", "y"]), { "skus.y.price_fen": "太多", title: "太长" });
  assert.equal(placed([{ field: "reason", message: "必填" }], []), null);
});

Deno.test("a copy is another product: no ids, no version, no codes, not on sale, the same prices", () => {
  const { product } = sentOf(copyOf(cup));
  assert.deepEqual([product.id, product.version, product.on_sale], [undefined, undefined, false]);
  assert.equal(product.title, "茶杯（副本）");
  assert.doesNotMatch(JSON.stringify(product), /"id"|A1/);
  assert.deepEqual(product.skus.map(({ price_fen }) => price_fen), [100, 250, 300]);
});
