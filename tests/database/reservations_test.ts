import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";

/** A second kind beside stock, added at the door alone: it notes each time that an order passes. */
async function addKind({ sql }: TestDatabase): Promise<void> {
  await sql.unsafe(`
    set role postgres;
    create table private.passes (id bigint generated always as identity, moment text, order_id uuid);
    alter function private.reserve(trade.orders, private.priced_line[]) rename to reserve_others;
    create function private.reserve(placed trade.orders, inout lines private.priced_line[],
      out problem text, out detail jsonb) language plpgsql as $$
    begin
      insert into private.passes (moment, order_id) values ('reserve', placed.id);
      select r.lines, r.problem, r.detail into lines, problem, detail
        from private.reserve_others(placed, lines) r;
    end $$;
    reset role`);
  for (
    const [moment, type, key] of [
      ["consume", "trade.orders", "id"],
      ["release", "trade.orders", "id"],
      ["give_back", "trade.after_sales", "order_id"],
    ]
  ) {
    await sql.unsafe(`
      set role postgres;
      alter function private.${moment}(${type}) rename to ${moment}_others;
      create function private.${moment}(of ${type}) returns void language plpgsql as $$
      begin
        insert into private.passes (moment, order_id) values ('${moment}', of.${key});
        perform private.${moment}_others(of);
      end $$;
      reset role`);
  }
}

/** How an order passed the door, in its order. */
async function passes({ sql }: TestDatabase, order_id: string): Promise<string> {
  const rows = await sql<{ moment: string }[]>`
    select moment from private.passes where order_id = ${order_id} order by id`;
  return rows.map(({ moment }) => moment).join(" ");
}

/** Ways of an order, each with what it holds at the end of it. */
const ways: [string, string, (mall: Mall, sku_id: string) => Promise<{ order_id: string }>][] = [
  [
    "placed and paid",
    "reserve consume",
    async (mall, sku_id) => await mall.buy(await mall.member(), [{ sku_id, quantity: 2 }]),
  ],
  ["cancelled", "reserve release", async (mall, sku_id) => {
    const buyer = await mall.member();
    const { order_id } = await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: newKey() });
    return { order_id };
  }],
  ["closed by the shop", "reserve release", async (mall, sku_id) => {
    const placed = await mall.place(await mall.member(), [{ sku_id, quantity: 1 }]);
    await mall.command("staff_close_order", { order_id: placed.order_id, reason: "缺货" });
    return placed;
  }],
  ["timed out, paid late and revived", "reserve release reserve consume", async (mall, sku_id) => {
    const buyer = await mall.member();
    const placed = await mall.place(buyer, [{ sku_id, quantity: 2 }]);
    const paying = await mall.startPaying(buyer, placed);
    await mall.db.clock.advance(minutes(151));
    await mall.closeExpired();
    await mall.notify(paying);
    return placed;
  }],
  ["given back at WeChat while unpaid", "reserve release", async (mall, sku_id) => {
    const buyer = await mall.member();
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id, quantity: 1 }]),
    );
    await mall.notify(paying, { trade_state: "REFUND" });
    return paying;
  }],
  ["made free by the shop", "reserve consume", async (mall, sku_id) => {
    const placed = await mall.place(await mall.member(), [{ sku_id, quantity: 1 }]);
    const price = { goods_fen: 0, freight_fen: 0, reason: "赠送" };
    await mall.command("change_order_price", { order_id: placed.order_id, ...price });
    return placed;
  }],
  ["refunded in two parts", "reserve consume give_back give_back", async (mall, sku_id) => {
    const buyer = await mall.member();
    const paid = await mall.buy(buyer, [{ sku_id, quantity: 3 }]);
    await mall.refund(buyer, paid.order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.refund(buyer, paid.order_id);
    return paid;
  }],
  ["refunded at WeChat without us", "reserve consume give_back", async (mall, sku_id) => {
    const paid = await mall.buy(await mall.member(), [{ sku_id, quantity: 1 }]);
    const { out_trade_no, transaction_id, mchid } = paid.transaction;
    await mall.db.call({ role: "mall_wechat" }, "record_refund_notice", {
      shop: mall.shop,
      notice: { id: newKey() },
      refund: {
        ...{ mchid, out_trade_no, transaction_id, out_refund_no: "by-hand-1" },
        ...{ refund_id: `50${newKey()}`, refund_status: "SUCCESS" },
        amount: { total: paid.payable_fen, refund: paid.payable_fen },
      },
    });
    return paid;
  }],
];

Deno.test("whatever becomes of an order, it passes the door of reservations once at each turn, for every kind", (t) =>
  onMall(async (mall, db) => {
    await addKind(db);
    const [sku_id] = await mall.product([1_000], { stock: 50 }) as [string];
    for (const [what, expected, go] of ways) {
      await t.step(what, async () => {
        const { order_id } = await go(mall, sku_id);
        assert.equal(await passes(db, order_id), expected);
      });
    }
    assert.equal(await mall.available(sku_id), 50 - 2 - 2 - 1);
  }));

Deno.test("no path of an order knows a kind: what takes and gives stock is called by its own two files alone", async () => {
  const folder = new URL("../../supabase/migrations/", import.meta.url);
  const knowing: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const sql = await Deno.readTextFile(new URL(name, folder));
    const calls = /private\.(reserve_stock|release_stock|lock_reserved_stock|give_stock_back)\(/;
    if (calls.test(sql.replaceAll(/^comment on [\s\S]*?';$/gm, ""))) knowing.push(name.slice(15));
  }
  assert.deepEqual(knowing.sort(), ["reservations.sql", "reserving_stock.sql"]);
});
