import assert from "node:assert/strict";
import fc from "fast-check";
import type { RefundPreview } from "@/contracts/staff/orders.ts";
import { type Line, Mall, type Member } from "@/tests/support/mall.ts";
import { type TestDatabase, testDatabase } from "@/tests/support/database.ts";

/** So many random orders; the runs on another version of Postgres make fewer. */
const runs = Number(Deno.env.get("MALL_TEST_RUNS") ?? 40);

interface OrderRow {
  amount_fen: string;
  goods_fen: string;
  discount_fen: string;
  freight_fen: string;
  payable_fen: string;
}

interface LineRow {
  line_no: number;
  sku_id: string;
  price_fen: string;
  quantity: number;
  amount_fen: string;
  discount_fen: string;
  goods_fen: string;
  freight_fen: string;
  level1_fen: number;
  level2_fen: number;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Largest remainder by the book, in bigint, ties by position: written apart from the SQL it judges. */
function allocate(total: number, weights: number[]): number[] {
  const all = BigInt(sum(weights));
  if (all === 0n || total === 0) return weights.map(() => 0);
  const parts = weights.map((weight, n) => {
    const product = BigInt(total) * BigInt(weight);
    return { n, floor: Number(product / all), rest: product % all };
  });
  let left = total - sum(parts.map(({ floor }) => floor));
  const shares = parts.map(({ floor }) => floor);
  const byRest = parts.toSorted((a, b) => a.rest === b.rest ? a.n - b.n : a.rest > b.rest ? -1 : 1);
  for (const { n } of byRest) if (left-- > 0) shares[n]!++;
  return shares;
}

const cart = fc.uniqueArray(
  fc.record({ sku: fc.integer({ min: 0, max: 9 }), quantity: fc.integer({ min: 1, max: 7 }) }),
  { minLength: 1, maxLength: 6, selector: ({ sku }) => sku },
);
const shop = fc.record({
  discount_from_fen: fc.integer({ min: 1, max: 60_000 }),
  discount_share: fc.integer({ min: 0, max: 10_000 }),
  freight_fen: fc.integer({ min: 0, max: 3000 }),
  level1_bps: fc.integer({ min: 0, max: 3000 }),
  level2_bps: fc.integer({ min: 0, max: 2000 }),
});
/** In which order lines are refunded, and how many pieces at a time. */
const pieces = fc.infiniteStream(
  fc.record({ pick: fc.nat(), take: fc.nat(), settle: fc.boolean() }),
);

Deno.test("random carts, discounts and refunds in any pieces come out to the fen, each as its preview said", async () => {
  const db = await testDatabase();
  try {
    const mall = await Mall.open(db);
    await mall.settings({ after_sale_days: 90, settle_days: 0 });
    const prices = [1, 3, 99, 100, 333, 1999, 4999, 9999, 12_345, 0];
    const skus = await mall.product(prices, { stock: 100_000 });
    const { level1, level2, buyer } = await mall.chain();
    await fc.assert(
      fc.asyncProperty(cart, shop, pieces, async (wanted, rules, order) => {
        await setRules(mall, rules);
        const lines = wanted.map(({ sku, quantity }) => ({ sku_id: skus[sku]!, quantity }));
        const order_id = await buyAndJudge(mall, db, buyer, lines, rules);
        await db.clock.advance(1);
        await refundAll(mall, db, buyer, order_id, order[Symbol.iterator]());
        await mall.checkBooks();
      }),
      { numRuns: runs },
    );
    for (const distributor of [level1, level2]) {
      const { available_fen, pending_fen, held_fen } = await mall.balances(distributor);
      assert.deepEqual({ available_fen, pending_fen, held_fen }, {
        available_fen: 0,
        pending_fen: 0,
        held_fen: 0,
      });
    }
  } finally {
    await db.drop();
  }
});

type Rules = typeof shop extends fc.Arbitrary<infer R> ? R : never;

async function setRules(mall: Mall, rules: Rules): Promise<void> {
  await mall.settings({
    discount_from_fen: rules.discount_from_fen,
    discount_fen: Math.floor(rules.discount_from_fen * rules.discount_share / 10_000),
    freight_fen: rules.freight_fen,
  });
  await mall.db.sql`
    update shop.commission_rules
       set rate_bps = case level when 1 then ${rules.level1_bps}::int else ${rules.level2_bps}::int end
     where shop_id = ${mall.shop_id}`;
  await mall.db.sql`update shop.rule_sets set cap_bps = 5000 where shop_id = ${mall.shop_id}`;
}

/** Buys, and compares order, lines and commission with the arithmetic of the domain. */
async function buyAndJudge(
  mall: Mall,
  db: TestDatabase,
  buyer: Member,
  lines: Line[],
  rules: Rules,
): Promise<string> {
  const placed = await mall.place(buyer, lines);
  const [order] = await db.sql<
    OrderRow[]
  >`select * from trade.orders where id = ${placed.order_id}`;
  const rows = await db.sql<LineRow[]>`
    select l.*, coalesce((l.terms #>> '{0,commission_fen}')::int, 0) as level1_fen,
           coalesce((l.terms #>> '{1,commission_fen}')::int, 0) as level2_fen
      from trade.order_lines l where order_id = ${placed.order_id} order by sku_id`;
  const amounts = rows.map((row) => Number(row.price_fen) * row.quantity);
  const amount = sum(amounts);
  const off = amount >= rules.discount_from_fen
    ? Math.floor(rules.discount_from_fen * rules.discount_share / 10_000)
    : 0;
  const discounts = allocate(off, amounts);
  const nets = amounts.map((amount, n) => amount - discounts[n]!);
  const freights = allocate(
    rules.freight_fen,
    sum(nets) > 0 ? nets : rows.map(({ quantity }) => quantity),
  );
  assert.deepEqual(rows.map((row) => Number(row.discount_fen)), discounts);
  assert.deepEqual(rows.map((row) => Number(row.goods_fen)), nets);
  assert.deepEqual(rows.map((row) => Number(row.freight_fen)), freights);
  assert.deepEqual(rows.map((row) => Number(row.amount_fen)), amounts);
  assert.deepEqual([Number(order!.amount_fen), Number(order!.goods_fen)], [amount, amount - off]);
  assert.equal(Number(order!.payable_fen), amount - off + rules.freight_fen);
  assert.equal(placed.payable_fen, Number(order!.payable_fen));
  for (const [n, row] of rows.entries()) {
    assert.equal(row.level1_fen, Math.floor(nets[n]! * rules.level1_bps / 10_000));
    assert.equal(row.level2_fen, Math.floor(nets[n]! * rules.level2_bps / 10_000));
  }

  if (placed.payable_fen > 0) {
    const { result } = await mall.notify(await mall.startPaying(buyer, placed));
    assert.equal(result, "applied");
  }
  const promised = await db.sql<{ fen: string }[]>`
    select commission_fen as fen from ledger.commissions where order_id = ${placed.order_id}`;
  assert.equal(
    sum(promised.map(({ fen }) => Number(fen))),
    sum(rows.map((row) => row.level1_fen + row.level2_fen)),
  );
  await mall.complete(buyer, placed.order_id);
  return placed.order_id;
}

function preview(
  mall: Mall,
  db: TestDatabase,
  order_id: string,
  line_no: number,
  quantity: number,
): Promise<RefundPreview> {
  const lines = [{ line_no, quantity }];
  return db.call(mall.owner, "preview_refund", { shop: mall.shop, order_id, lines });
}

/** What has been taken back of an order's commission, by level. */
async function reversed(db: TestDatabase, order_id: string): Promise<number[]> {
  const rows = await db.sql<{ fen: number }[]>`
    select (select coalesce(sum(reversed_fen), 0)::int from ledger.commissions
             where order_id = ${order_id} and level = n) as fen from generate_series(1, 2) n order by n`;
  return rows.map(({ fen }) => fen);
}

/** Refunds everything in random pieces, settling in between; what comes back is exactly what was paid. */
async function refundAll(
  mall: Mall,
  db: TestDatabase,
  buyer: Member,
  order_id: string,
  choose: Iterator<{ pick: number; take: number; settle: boolean }>,
): Promise<void> {
  const left = new Map(
    (await db.sql<{ line_no: number; quantity: number }[]>`
      select line_no, quantity from trade.order_lines where order_id = ${order_id}`)
      .map(({ line_no, quantity }) => [line_no, quantity]),
  );
  let back_fen = 0;
  while (left.size > 0) {
    const { pick, take, settle } = choose.next().value;
    const line_no = [...left.keys()][pick % left.size]!;
    const quantity = 1 + take % left.get(line_no)!;
    if (settle) await mall.settle();
    const foreseen = await preview(mall, db, order_id, line_no, quantity);
    const before = await reversed(db, order_id);
    const given_fen = await mall.refund(buyer, order_id, [{ line_no, quantity }]);
    assert.equal(given_fen, foreseen.payable_fen);
    assert.equal(given_fen, foreseen.goods_fen + foreseen.freight_fen);
    const after = await reversed(db, order_id);
    const taken = after.map((fen, n) => fen - before[n]!);
    const foretold = [1, 2].map((level) =>
      sum(
        foreseen.commissions.filter((one) => one.level === level).map((one) => one.commission_fen),
      )
    );
    assert.deepEqual(taken, foretold);
    assert.equal(foreseen.commission_fen, sum(taken));
    back_fen += given_fen;
    if (quantity === left.get(line_no)) left.delete(line_no);
    else left.set(line_no, left.get(line_no)! - quantity);
  }
  const [order] = await db.sql<{ status: string; payable_fen: string }[]>`
    select status, payable_fen from trade.orders where id = ${order_id}`;
  assert.equal(order!.status, "refunded");
  assert.equal(back_fen, Number(order!.payable_fen));
  const kept = await db.sql`
    select from ledger.commissions where order_id = ${order_id} and reversed_fen <> commission_fen`;
  assert.equal(kept.length, 0);
}

Deno.test("allocation over up to 50 lines sums exactly and never strays by more than one fen", async () => {
  const db = await testDatabase();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 0, max: 100_000_000 }),
        async (weights, wanted) => {
          const total = Math.min(wanted, sum(weights));
          const [row] = await db.sql<{ parts: string[] }[]>`
            select private.allocate(${total}, ${weights}::bigint[]) as parts`;
          assert.deepEqual(row!.parts.map(Number), allocate(total, weights));
        },
      ),
      { numRuns: 200 },
    );
  } finally {
    await db.drop();
  }
});
