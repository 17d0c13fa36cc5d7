/** For tests of waybills: an order with parcels, what becomes of its uploads, and a waybill mended. */
import { jobs, type TestClaims, type TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";

export interface Parcel {
  shipment_id: string;
  carrier: string;
  tracking_no: string;
}

interface Shipped {
  status: string;
  shipments: { id: string; carrier: string; tracking_no: string }[];
  history: { event: string; by: string; note: string | null }[];
}

export function mend(
  mall: Mall,
  order_id: string,
  parcels: Parcel[],
  change: Record<string, unknown> = {},
  who: TestClaims = mall.owner,
): Promise<Shipped> {
  return mall.db.call(who, "mend_shipments", {
    shop: mall.shop,
    order_id,
    parcels,
    reason: "单号抄错了",
    idempotency_key: newKey(),
    ...change,
  });
}

/** An order of two pieces of one line. */
export async function bought(mall: Mall, buyer?: Member): Promise<string> {
  const [sku_id] = await mall.product([1000]) as [string];
  return (await mall.buy(buyer ?? await mall.member("openid"), [{ sku_id, quantity: 2 }])).order_id;
}

/** One parcel with one piece. */
export function ship(
  mall: Mall,
  order_id: string,
  tracking_no: string,
  quantity = 1,
): Promise<Shipped> {
  return mall.db.call(mall.owner, "ship_order", {
    shop: mall.shop,
    order_id,
    lines: [{ line_no: 1, quantity }],
    carrier: "ZTO",
    tracking_no,
    idempotency_key: newKey(),
  });
}

export interface Row {
  id: string;
  shop_id: string;
  lease_token: string;
}

/** The worker takes what is due, and WeChat takes it, refuses it for good, or its answer is lost. */
export async function send(db: TestDatabase, end: "taken" | "refused" | "lost"): Promise<void> {
  while (true) {
    const rows = await db.call<Row[]>(jobs, "claim_outbox", { worker: "one" });
    if (rows.length === 0) return;
    for (const { shop_id, id, lease_token } of rows) {
      const row = { shop_id, id, lease_token };
      if (end === "taken") {
        await db.call(jobs, "finish_outbox", { ...row, answer: { state: "uploaded" } });
      } else {
        const answer = { ...row, error: "10060014 x", permanent: end === "refused" };
        await db.call(jobs, "retry_outbox", answer);
      }
    }
    if (end === "lost") return;
  }
}

/** What stands in the outbox: state, mode, whether it is the last, and the waybills. */
export async function uploads(db: TestDatabase) {
  const rows = await db.sql`
    select status, body from ops.outbox where kind = 'shipping' order by id`;
  return rows.map(({ status, body }) => [
    status,
    body.delivery_mode,
    body.is_all_delivered ?? null,
    // deno-lint-ignore no-explicit-any -- a body as it was frozen
    body.shipping_list.map((one: any) => one.tracking_no).join(),
  ]);
}

export const right = (shipped: Shipped, at: number, tracking_no: string): Parcel => ({
  shipment_id: shipped.shipments[at]!.id,
  carrier: "YTO",
  tracking_no,
});
