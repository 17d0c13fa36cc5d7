/** A distributor sees what a product would earn, and why. */
import assert from "node:assert/strict";
import type { Story } from "./story.ts";

export async function reckon({ ask, refusal, b, c, product }: Story): Promise<void> {
  const query = { products: `${crypto.randomUUID()},${product}` };
  const { items } = await ask("GET /distributor/earnings", { as: b, query });
  assert.deepEqual(items.map((one: { default_fen: number }) => one.default_fen), [590]);
  const params = { product };
  const why = await ask("GET /distributor/earnings/:product", { as: b, params });
  assert.deepEqual([why.default_fen, why.skus.length], [590, 3]);
  const shopper = { as: c, query, params };
  for (const route of ["GET /distributor/earnings", "GET /distributor/earnings/:product"]) {
    assert.equal(await refusal(route, shopper), "DISTRIBUTOR_REQUIRED");
    assert.equal(await refusal(route, { query, params }), "SIGN_IN_REQUIRED");
  }
}
