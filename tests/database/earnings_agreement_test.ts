import assert from "node:assert/strict";
import { earningsOf } from "../../dashboard/src/product/earnings.ts";
import { onMall } from "@/tests/support/on_mall.ts";

Deno.test("what the product's editor says distributors earn is what an order of one piece pays them", () =>
  onMall(async (_, db) => {
    const bps = (most: number) => Math.floor(Math.random() * (most + 1));
    for (let n = 0; n < 200; n++) {
      const price_fen = Math.floor(10 ** (Math.random() * 10));
      const rates = { level1_bps: bps(5000), level2_bps: bps(5000), cap_bps: bps(5000), levels: 2 };
      const [row] = await db.sql<{ paid: number[] }[]>`
        select array_agg((term ->> 'commission_fen')::float8 order by term ->> 'level') as paid
          from jsonb_array_elements(private.apply_terms(${
        db.sql.json([1, 2].map((level) => ({
          level,
          rate_bps: level === 1 ? rates.level1_bps : rates.level2_bps,
          cap_bps: rates.cap_bps,
        })))
      }, ${price_fen}, 1)) term`;
      const { level1_fen, level2_fen } = earningsOf(price_fen, null, rates);
      assert.deepEqual(row!.paid, [level1_fen, level2_fen], JSON.stringify({ price_fen, rates }));
    }
  }));
