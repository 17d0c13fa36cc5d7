/** For the test of the oracle: random lines of orders, and what SQL's terms of them say. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { type OracleLine, type Placement, type Share, sharesOf } from "./commission_oracle.ts";
import { monthOf } from "./commission_oracle_months.ts";
import type { Mall } from "./mall.ts";
import type { Shelf } from "./random_goods.ts";
import { grid, hour_ms } from "./random_rules.ts";

/** A moment on the grid, or a millisecond beside it. */
export const moment = fc.record({
  hour: fc.integer(grid),
  beside_ms: fc.constantFrom(0, 0, -1, 1),
});
const tier = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 8 });

export const bulk_order = fc.record({
  moment,
  earner: fc.nat(),
  tiers: fc.tuple(tier, tier),
  lines: fc.uniqueArray(
    fc.record({
      pick: fc.integer({ min: 0, max: 23 }),
      quantity: fc.integer({ min: 1, max: 999 }),
      base_fen: fc.oneof(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 50_000 }),
        fc.integer({ min: 1, max: 2_000_000_000 }),
      ),
    }),
    { minLength: 5, maxLength: 12, size: "max", selector: ({ pick }) => pick },
  ),
});
export type BulkOrder = typeof bulk_order extends fc.Arbitrary<infer R> ? R : never;

export const timeOf = (noon: number, { hour, beside_ms }: BulkOrder["moment"]) =>
  noon + hour * hour_ms + beside_ms;

/** A term of a line as SQL wrote it. */
export interface Term {
  level: number;
  rule_kind: string;
  tier: number | null;
  rate_bps: number | null;
  fixed_fen: number | null;
  cap_bps: number;
  extra_bps?: number;
  extra_fen?: number;
  volume_bps?: number;
  volume_fen?: number;
  commission_fen: number;
  clamped: boolean;
}

/** A level's share in the words of the terms, without what is nothing. */
const termOf = (level: number, share: Share, set: RuleSetForm) => ({
  level,
  rule_kind: share.rule.scope,
  tier: share.rule.tier,
  rate_bps: share.rule.rate_bps,
  fixed_fen: share.rule.fixed_fen,
  cap_bps: set.cap_bps,
  extra_bps: share.extras.reduce((sum, { extra_bps }) => sum + extra_bps, 0),
  extra_fen: Number(share.extra_fen),
  volume_bps: share.volume_bps,
  volume_fen: Number(share.volume_fen),
  commission_fen: Number(share.commission_fen),
  clamped: share.cut_fen > 0n,
});

/** Whether the terms that SQL wrote for a line are the oracle's. */
export function agree(set: RuleSetForm, line: OracleLine, placed: Placement, terms: Term[]): void {
  const { level1, level2 } = sharesOf(set, line, placed);
  const expected = [
    ...level1 ? [termOf(1, level1, set)] : [],
    ...level2 ? [termOf(2, level2, set)] : [],
  ];
  const none = { extra_bps: 0, extra_fen: 0, volume_bps: 0, volume_fen: 0 };
  const written = terms.map((term) =>
    Object.fromEntries(
      Object.keys(expected[0] ?? {}).map((key) => [key, ({ ...none, ...term })[key as keyof Term]]),
    )
  );
  assert.deepEqual(written, expected);
}

export interface Sold {
  level1_id: string;
  placed_at: number;
  kept_fen: number;
}

/** What is paid of every order with somebody on level 1, less what is refunded. */
export async function soldSoFar(mall: Mall): Promise<Sold[]> {
  const rows = await mall.db.sql<{ level1_id: string; placed_at: Date; kept_fen: string }[]>`
    select o.level1_id, o.placed_at, l.goods_fen - l.refunded_goods_fen as kept_fen
      from trade.orders o join trade.order_lines l on l.order_id = o.id
     where o.shop_id = ${mall.shop_id} and o.level1_id is not null
       and o.status in ('paid', 'shipped', 'completed', 'refunded')`;
  return rows.map((row) => ({
    ...row,
    placed_at: row.placed_at.getTime(),
    kept_fen: Number(row.kept_fen),
  }));
}

export const volumeAt = (sold: Sold[], level1_id: string | null, at: number): bigint =>
  sold.filter((one) =>
    one.level1_id === level1_id && one.placed_at < at && monthOf(one.placed_at) === monthOf(at)
  ).reduce((sum, { kept_fen }) => sum + BigInt(kept_fen), 0n);

/** SQL's terms of many orders at once, by the function that placing asks. */
export async function termsOf(
  mall: Mall,
  orders: { placed: Record<string, unknown>; lines: Record<string, unknown>[] }[],
): Promise<Map<string, Term[]>> {
  const rows = await mall.db.sql<{ n: number; line_no: number; terms: Term[] }[]>`
    select c.n::int, t.line_no, t.terms
      from jsonb_array_elements(${JSON.stringify(orders)}::text::jsonb) with ordinality c(c, n)
     cross join lateral private.commission_terms(
       jsonb_populate_record(null::trade.orders, c.c -> 'placed'),
       array(select x from jsonb_populate_recordset(
         null::private.priced_line, c.c -> 'lines') x)) t`;
  return new Map(rows.map(({ n, line_no, terms }) => [`${n - 1} ${line_no}`, terms]));
}

/** A line of the shelf as the pricing of an order hands it on. */
export function pricedLine(shelf: Shelf, line: BulkOrder["lines"][number], line_no: number) {
  const goods = shelf.goods[line.pick]!;
  return {
    line_no,
    sku_id: goods.sku,
    product_id: goods.product,
    category_id: goods.category,
    distributable: goods.distributable,
    quantity: line.quantity,
    goods_fen: line.base_fen,
  };
}
