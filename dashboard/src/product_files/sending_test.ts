import assert from "node:assert/strict";
import type { ImportedProduct } from "@/contracts/staff/product_files.ts";
import { Problem } from "../lib/problem.ts";
import { nothing_sent, type Progress, sendAll } from "./sending.ts";
import type { FileProduct } from "./table.ts";

const product = (n: number, skus = 1): FileProduct => ({
  product: { code: `P${n}`, skus: Array(skus).fill({ price_fen: 1 }) },
  rows: Array.from({ length: skus }, (_, m) => 100 * n + m),
});
const products = (count: number, skus = 1) =>
  Array.from({ length: count }, (_, n) => product(n, skus));

const created = (some: ImportedProduct[]) => ({
  items: some.map(({ code }) => ({ code, outcome: "created" as const, problem: null })),
});

/** Sends all and answers how far it came, with the sizes of the portions. */
async function sent(some: FileProduct[], send: Parameters<typeof sendAll>[1], from = nothing_sent) {
  let progress: Progress = from;
  const sizes: number[] = [];
  const through = sendAll(
    some,
    (portion) => {
      sizes.push(portion.length);
      return send(portion);
    },
    from,
    (now) => progress = now,
  );
  const failure = await through.then(() => null, (error: Error) => error.message);
  return { progress, sizes, failure };
}

const misfits = (...fields: string[]) =>
  new Problem("INVALID_REQUEST", "", {
    details: { fields: fields.map((field) => ({ field, message: "不对" })) },
  });

Deno.test("products go in portions with all their SKUs, however many one has", async () => {
  const many = [...products(11), product(20, 200), product(21, 30), product(22, 30)];
  const { sizes, progress } = await sent(many, (some) => Promise.resolve(created(some)));
  assert.deepEqual(sizes, [10, 1, 1, 1, 1]);
  assert.deepEqual([progress.through, progress.outcomes.created], [14, 14]);
});

Deno.test("those that do not fit are told by row and column, and the others are sent without them", async () => {
  const { progress, sizes } = await sent(products(4, 3), (some) => {
    const place = some.findIndex(({ code }) => code === "P1");
    if (place < 0) return Promise.resolve(created(some));
    const at = `products.${place}`;
    throw misfits(`${at}.title`, `${at}.skus.2.price_fen`, `${at}.skus.1.values.0`, `${at}.skus`);
  });
  assert.deepEqual(sizes, [4, 3]);
  assert.deepEqual(progress.outcomes, { created: 3, changed: 0, unchanged: 0, refused: 1 });
  assert.deepEqual(progress.problems.map(({ row, heading }) => [row, heading]), [
    ...[[100, "商品名称"], [102, "售价"], [101, "规格值1"], [100, null]],
  ]);
});

Deno.test("where the mall names no more than twenty, the last product is asked about once more", async () => {
  const wrong = (n: number) => Array.from({ length: 15 }, (_, m) => `products.${n}.skus.${m}.code`);
  const { progress, sizes } = await sent(products(3, 15), (some) => {
    const fields = some.flatMap(({ code }, n) => code === "P2" ? [] : wrong(n));
    if (fields.length === 0) return Promise.resolve(created(some));
    throw misfits(...fields.slice(0, 20));
  });
  assert.deepEqual(sizes, [3, 2, 1]);
  assert.equal(progress.problems.length, 30);
  assert.equal(progress.outcomes.created, 1);
});

Deno.test("a failure ends it where it is, and it goes on from there", async () => {
  let isDown = false;
  const send = (some: ImportedProduct[]) => {
    if (isDown) throw new Problem("NETWORK", "网络不通");
    isDown = true;
    return Promise.resolve(created(some));
  };
  const first = await sent(products(25), send);
  assert.deepEqual([first.failure, first.progress.through], ["网络不通", 10]);
  const rest = await sent(products(25), (some) => Promise.resolve(created(some)), first.progress);
  assert.deepEqual([rest.sizes, rest.progress.outcomes.created], [[10, 5], 25]);
});
