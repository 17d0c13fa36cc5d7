import assert from "node:assert/strict";
import { earnedBy } from "../../dashboard/src/product/earnings.ts";
import { onMall } from "@/tests/support/on_mall.ts";

Deno.test("what the product's editor says distributors earn is what an order of one piece pays them", () =>
  onMall(async (_, db) => {
    const bps = (most: number) => Math.floor(Math.random() * (most + 1));
    const rate = () => ({ rate_bps: bps(5000), fixed_fen: null });
    for (let n = 0; n < 200; n++) {
      const price_fen = Math.floor(10 ** (Math.random() * 10));
      const pays = { level1: rate(), level2: rate(), extra_bps: 0, cap_bps: bps(5000) };
      const terms = [pays.level1, pays.level2].map(({ rate_bps }, at) => (
        { level: at + 1, rate_bps, cap_bps: pays.cap_bps }
      ));
      const [row] = await db.sql<{ paid: number[] }[]>`
        select array_agg((term ->> 'commission_fen')::float8 order by term ->> 'level') as paid
          from jsonb_array_elements(private.apply_terms(${
        db.sql.json(terms)
      }, ${price_fen}, 1)) term`;
      const { level1_fen, level2_fen } = earnedBy(price_fen, null, pays);
      assert.deepEqual(row!.paid, [level1_fen, level2_fen], JSON.stringify({ price_fen, pays }));
    }
  }));
