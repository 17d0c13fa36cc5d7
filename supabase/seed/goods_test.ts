import assert from "node:assert/strict";
import { SaveProduct } from "@/contracts/staff/catalog.ts";
import { skusOf, writtenOf } from "./catalog.ts";
import { shelves } from "./data/shelves.ts";
import { sha256 } from "@/local/paths.ts";
import drawn from "./data/pictures/drawn.json" with { type: "json" };
import { allDrawings } from "./drawings.ts";

const goods = shelves.flatMap((shelf) => shelf.goods);

Deno.test("four shelves hold fifteen products each, all different", () => {
  assert.deepEqual(shelves.map((shelf) => shelf.goods.length), [15, 15, 15, 15]);
  assert.equal(new Set(goods.map(({ title }) => title)).size, 60);
});

Deno.test("every product is one that staff could save", () => {
  for (const one of goods) {
    SaveProduct.parse({
      title: one.title,
      subtitle: one.subtitle,
      ...writtenOf(one, "https://p/detail.webp"),
      specs: one.specs.map(([name, values]) => ({
        name,
        values: values.map((name) => ({ name })),
      })),
      skus: skusOf(one, "t"),
      purchase_limit: one.purchase_limit ?? null,
    });
    assert.equal(one.specs.at(-1)![1].length, one.yuan.length, one.title);
  }
});

Deno.test("at least twelve products have two dimensions and six SKUs or more", () => {
  const rich = goods.filter((one) => one.specs.length === 2 && skusOf(one, "t").length >= 6);
  assert.ok(rich.length >= 12, `${rich.length}`);
});

Deno.test("a SKU costs less than its list price, and its combination is its own", () => {
  for (const one of goods) {
    const skus = skusOf(one, "t");
    assert.equal(new Set(skus.map(({ values }) => values.join())).size, skus.length);
    for (const { price_fen, list_price_fen } of skus) assert.ok(price_fen < list_price_fen!);
  }
});

Deno.test("goods sent by weight have a weight, and tea and fruit weigh what their labels say", () => {
  const cold = shelves.filter(({ is_cold }) => is_cold);
  assert.deepEqual(cold.map(({ name }) => name), ["鲜果"]);
  for (const shelf of cold) {
    for (const one of shelf.goods) {
      for (const { weight_g } of skusOf(one, "t")) assert.ok(weight_g >= 500, one.title);
    }
  }
  const weights = (title: string) => {
    const found = goods.find((one) => one.title.startsWith(title))!;
    return skusOf(found, "t").map(({ weight_g }) => weight_g);
  };
  assert.deepEqual(weights("丹东 99").slice(0, 3), [500, 1000, 1500]);
  assert.deepEqual(weights("云南高原蓝莓"), [600, 900, 1800]);
  const cake = goods.flatMap((one) => skusOf(one, "t")).filter(({ values }) =>
    values.includes("饼茶 357g")
  );
  assert.equal(cake.length, 3);
  for (const { weight_g } of cake) assert.equal(weight_g, 357);
});

Deno.test("pictures refer only to what they define, each id once", () => {
  for (const { svg } of allDrawings()) {
    const defined = [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id!);
    const used = [...svg.matchAll(/url\(#([^)]+)\)|href="#([^"]+)"/g)].map(([, a, b]) => a ?? b!);
    assert.equal(new Set(defined).size, defined.length);
    assert.deepEqual(used.filter((id) => !defined.includes(id)), []);
  }
});

Deno.test("every drawing has its WebP file, made of what is drawn today", async () => {
  const hashes: Record<string, string> = drawn;
  const drawings = allDrawings();
  assert.deepEqual(Object.keys(hashes).toSorted(), drawings.map(({ name }) => name).toSorted());
  for (const { name, svg } of drawings) {
    assert.equal(hashes[name], (await sha256(svg)).slice(0, 16), `${name}: run draw.ts`);
    const file = await Deno.readFile(new URL(`./data/pictures/${name}.webp`, import.meta.url));
    assert.equal(new TextDecoder().decode(file.subarray(8, 12)), "WEBP", name);
  }
});
