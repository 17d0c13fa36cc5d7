import assert from "node:assert/strict";
import type { z } from "zod";
import { AfterSale } from "@/contracts/after_sales.ts";
import { Order, OrderLine } from "@/contracts/orders.ts";
import { SaveProduct, SaveSku } from "@/contracts/staff/catalog.ts";
import { SaveCategory } from "@/contracts/staff/categories.ts";
import { Withdrawal } from "@/contracts/withdrawals.ts";
import { testDatabase } from "@/tests/support/database.ts";

interface Named {
  contract: z.ZodObject;
  /** Keys of the contract that are no column, and what each is made of. */
  made: Record<string, string>;
}

const tables: Record<string, Named> = {
  "catalog.categories": { contract: SaveCategory, made: { is_visible: "status" } },
  "catalog.products": {
    contract: SaveProduct,
    made: { on_sale: "status", specs: "catalog.specs", skus: "catalog.skus" },
  },
  "catalog.skus": {
    contract: SaveSku,
    made: {
      values: "catalog.sku_values",
      on_sale: "status",
      initial_stock: "catalog.stock",
    },
  },
  "trade.order_lines": {
    contract: OrderLine,
    made: {
      shippable_quantity: "what is neither shipped, nor taken back, nor asked back",
      refunded_fen: "refunded_goods_fen + refunded_freight_fen",
      refundable_quantity: "what an after-sale may still ask for",
      refundable_fen: "what an after-sale may still ask for",
    },
  },
  "trade.orders": {
    contract: Order.omit({ lines: true, discounts: true, shipments: true, after_sales: true }),
    made: {
      paid_fen: "pay.attempts",
      refunded_fen: "pay.refunds",
      refundable_freight_fen: "what an after-sale may still ask for",
      contact: "person.order_contacts",
      remark: "person.order_contacts",
      wechat_order: "pay.attempts",
      history: "trade.order_events",
      can: "states and settings",
    },
  },
  "trade.after_sales": {
    contract: AfterSale.omit({ lines: true }),
    made: {
      order_number: "trade.orders",
      goods_fen: "trade.after_sale_lines",
      freight_fen: "trade.after_sale_lines",
      payable_fen: "trade.after_sale_lines",
      refund_id: "pay.refunds",
      refunded_at: "pay.refunds",
    },
  },
  "pay.withdrawals": {
    contract: Withdrawal,
    made: { number: "id", reason: "failure, else review_reason" },
  },
};

const db = await testDatabase();
const columns = await db.sql<{ table: string; names: string[] }[]>`
  select format('%s.%s', table_schema, table_name) as table, array_agg(column_name::text) as names
    from information_schema.columns group by 1`;
await db.drop();

Deno.test("what a contract shows of a row has the name of its column in SQL", async (t) => {
  const named = new Map(columns.map(({ table, names }) => [table, names]));
  for (const [table, { contract, made }] of Object.entries(tables)) {
    await t.step(table, () => {
      const others = Object.keys(contract.shape).filter((key) => !named.get(table)!.includes(key));
      assert.deepEqual(others.toSorted(), Object.keys(made).toSorted());
    });
  }
});
