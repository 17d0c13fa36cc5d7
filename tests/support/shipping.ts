/** For tests of shipping: an order of two lines, its parcels and what WeChat is told of them. */
import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";

type Lines = { line_no: number; quantity: number }[];

export function ship(
  mall: Mall,
  order_id: string,
  lines: Lines | null,
  change: Record<string, unknown> = {},
  who: TestClaims = mall.owner,
) {
  return mall.db.call<{ status: string; shipments: { id: string }[] }>(who, "ship_order", {
    shop: mall.shop,
    order_id,
    lines,
    carrier: "ZTO",
    tracking_no: "75000000001",
    idempotency_key: newKey(),
    ...change,
  });
}

export async function uploads(db: TestDatabase) {
  const rows = await db.sql`select body from ops.outbox where kind = 'shipping' order by id`;
  return rows.map(({ body }) => body);
}

export async function statusOf(db: TestDatabase, id: string) {
  const [row] = await db.sql<
    { status: string }[]
  >`select status from trade.orders where id = ${id}`;
  return row!.status;
}

export async function buyTwoLines(mall: Mall, buyer: Member) {
  const skus = await mall.product([1000, 250]) as [string, string];
  return await mall.buy(buyer, [{ sku_id: skus[0], quantity: 2 }, {
    sku_id: skus[1],
    quantity: 3,
  }]);
}
