/** For tests of what time does to an after-sale: the sweep, its warnings, and the history. */
import { linesOf, type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { jobs } from "./database.ts";

/** The sweep until nothing is due; answers how many it ended. */
export async function sweep({ db }: Mall): Promise<number> {
  let ended = 0;
  for (let more = true; more;) {
    const done = await db.call<{ ended: number; more: boolean }>(jobs, "end_after_sales");
    ended += done.ended;
    more = done.more;
  }
  return ended;
}

export async function stateOf({ db }: Mall, id: string) {
  const [row] = await db.sql`select status, kind from trade.after_sales where id = ${id}`;
  return [row!.status, row!.kind];
}

export const warnings = async ({ db }: Mall) =>
  (await db.sql<{ status: string }[]>`
    select status from ops.work where kind = 'after_sale_overdue' order by id`).map((row) =>
    row.status
  );

/** What happened to the after-sales of an order, and by whom. */
export async function history({ db }: Mall, buyer: Member, order_id: string): Promise<string[]> {
  const order = await db.call<{ history: { event: string; by: string }[] }>(buyer, "get_order", {
    order_id,
  });
  return order.history.filter(({ event }) => event.startsWith("after_sale_"))
    .map(({ event, by }) => `${event.slice("after_sale_".length)} ${by}`);
}

/** A completed order of 3 at 100 yuan, with its two earners. */
export async function completed(mall: Mall) {
  const people = await mall.chain();
  const [sku] = await mall.product([10_000], { stock: 10 }) as [string];
  const paid = await mall.buy(people.buyer, linesOf(sku, 3));
  await mall.complete(people.buyer, paid.order_id);
  return { ...people, sku, order_id: paid.order_id };
}

export const send = (mall: Mall, buyer: Member, after_sale_id: string, change = {}) =>
  mall.db.call<{ due_at: string; sent_at: string; return_tracking_no: string }>(
    buyer,
    "send_return",
    {
      after_sale_id,
      carrier: "顺丰速运",
      tracking_no: "SF1000000001",
      idempotency_key: newKey(),
      ...change,
    },
  );
