import { type Load, runAll } from "./load.ts";
import type { Malls } from "./malls.ts";
import type { BenchOrder, RowsMall, SqlMall } from "./sql_cases.ts";
import type { Buyer } from "./world.ts";

/** Orders per second of one round, by the way they were placed and paid. */
export type Round = Record<string, number>;

/** The same orders over HTTP, in SQL, as bare rows and on the minimum, taking turns. */
export async function compareOrders(
  malls: Malls,
  rounds: number,
  count: number,
): Promise<Round[]> {
  const seen: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const rates: Round = {
      http: await overHttp(malls, count),
      sql: await directly(malls, malls.sql, count),
      rows: await directly(malls, malls.rows, count),
      limit: await onMinimum(malls, count),
      spread: (await placeOnly(malls, count * 2, () => malls.sku())).per_second,
      hot: (await placeOnly(malls, count * 2, () => malls.world.hot_sku_id)).per_second,
    };
    if (round > 0) seen.push(rates);
    else await malls.sql.analyze(); // after the warm-up, so that plans made over empty tables go
  }
  return seen;
}

async function overHttp(malls: Malls, count: number): Promise<number> {
  const { placing, orders } = await place(malls, count, (b, s) => malls.http.place(b, s));
  const notices = await malls.http.signAll(orders);
  return together(placing, await runAll(16, notices.map((one) => () => malls.http.notify(one))));
}

async function directly(malls: Malls, mall: SqlMall | RowsMall, count: number): Promise<number> {
  const { placing, orders } = await place(malls, count, (b, s) => mall.place(b, s));
  return together(placing, await runAll(16, orders.map((one) => () => mall.pay(one))));
}

async function place(
  malls: Malls,
  count: number,
  placeOne: (buyer: Buyer, sku_id: string) => Promise<string>,
): Promise<{ placing: Load; orders: BenchOrder[] }> {
  const placed: { buyer: Buyer; order_id: string }[] = [];
  const placing = await runAll(
    16,
    Array.from({ length: count }, () => async () => {
      const buyer = malls.buyer();
      placed.push({ buyer, order_id: await placeOne(buyer, malls.sku()) });
    }),
  );
  return { placing, orders: await malls.sql.startAll(placed) };
}

async function onMinimum(malls: Malls, count: number): Promise<number> {
  const ids: string[] = [];
  const placing = await runAll(
    16,
    Array.from({ length: count }, () => async () => {
      ids.push(await malls.minimal.place(malls.buyer().member_id, malls.sku()));
    }),
  );
  return together(placing, await runAll(16, ids.map((id) => () => malls.minimal.pay(id))));
}

function placeOnly(malls: Malls, count: number, sku: () => string): Promise<Load> {
  return runAll(
    64,
    Array.from({ length: count }, () => async () => {
      await malls.http.place(malls.buyer(), sku());
    }),
  );
}

/** Orders per second when each is first placed and then paid. */
function together(placing: Load, paying: Load): number {
  if (placing.errors + paying.errors > 0) throw new Error("A measured call failed");
  return 1 / (1 / placing.per_second + 1 / paying.per_second);
}
