import assert from "node:assert/strict";
import type { Sku } from "@/contracts/catalog.ts";
import { choiceWords, chosenSku, groupsOf, startChoice, tapped } from "./choice.ts";

const sku = (values: string[], available: number): Sku => ({
  id: values.join("-") || "only",
  code: null,
  values,
  price_fen: 100,
  list_price_fen: null,
  image_url: null,
  available,
});
const tea = {
  specs: [{ name: "等级", values: ["精选", "特级"] }, { name: "净含量", values: ["50g", "100g"] }],
  skus: [sku(["精选", "50g"], 3), sku(["精选", "100g"], 0), sku(["特级", "100g"], 1)],
};
const outOf = (choice: string[]) =>
  groupsOf(tea, choice).flatMap(({ values }) => values.filter(({ out }) => out))
    .map(({ word }) => word);

Deno.test("values are out when nothing in stock has them beside what is chosen", () => {
  assert.deepEqual(outOf(["", ""]), []);
  assert.deepEqual(outOf(["精选", ""]), ["100g"]);
  assert.deepEqual(outOf(["特级", ""]), ["50g"]);
  assert.deepEqual(outOf(["", "100g"]), ["精选"]);
});

Deno.test("a tap chooses, a second one gives back, so that no choice is a dead end", () => {
  const chosen = tapped(tea, startChoice(tea), 0, "精选");
  assert.deepEqual(chosen, ["精选", ""]);
  assert.deepEqual(tapped(tea, chosen, 0, "特级"), ["特级", ""]);
  assert.deepEqual(tapped(tea, chosen, 0, "精选"), ["", ""]);
});

Deno.test("a SKU is meant once every dimension is chosen", () => {
  assert.equal(chosenSku(tea, ["精选", ""]), null);
  assert.equal(choiceWords(tea, ["精选", ""]), "请选择净含量");
  assert.equal(choiceWords(tea, ["精选", "50g"]), "已选 精选，50g");
  assert.equal(chosenSku(tea, ["精选", "50g"])?.id, "精选-50g");
  assert.equal(chosenSku(tea, ["特级", "50g"]), null, "a combination that is not sold");
});

Deno.test("a product without specs, or with one value each, is chosen from the start", () => {
  const plain = { specs: [], skus: [sku([], 5)] };
  assert.equal(chosenSku(plain, startChoice(plain))?.id, "only");
  const single = { specs: [{ name: "颜色", values: ["白"] }], skus: [sku(["白"], 5)] };
  assert.deepEqual(tapped(single, startChoice(single), 0, "白"), ["白"]);
});
