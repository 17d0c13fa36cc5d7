import assert from "node:assert/strict";
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import { linesOf, type Mall, type Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { publishRules, shop_rates } from "@/tests/support/rules.ts";

const steps = [{ from_fen: 10_000, bps: 100 }, { from_fen: 30_000, bps: 300 }];

/** A distributor's month: the clock stands on the third, three orders of ¥100, ¥150 and ¥60 are paid. */
async function month(mall: Mall, db: TestDatabase, volume_mode: "after_whole" | "after_slices") {
  await db.clock.freeze("2031-03-03T10:00:00+08:00");
  const { level1, buyer } = await mall.chain();
  await publishRules(mall, shop_rates(1000, 500, { volume_mode, volume_steps: steps }));
  const orders: string[] = [];
  for (const price of [10_000, 15_000, 6000]) {
    const [sku] = await mall.product([price]) as [string];
    const { order_id } = await mall.buy(buyer, linesOf(sku));
    await mall.complete(buyer, order_id);
    orders.push(order_id);
    await db.clock.advance(1);
  }
  return { level1, buyer, orders };
}

async function close(db: TestDatabase): Promise<number> {
  const { paid } = await db.call<{ paid: number }>(jobs, "pay_volume_bonuses");
  return paid;
}

/** What is left of the bonus of each order, in the order of placing. */
async function bonuses(db: TestDatabase, orders: string[]): Promise<number[]> {
  const rows = await db.sql<{ order_id: string; left: number }[]>`
    select order_id, (commission_fen - reversed_fen)::int as left
      from ledger.commissions where kind = 'volume_bonus'`;
  return orders.map((id) => rows.find(({ order_id }) => order_id === id)?.left ?? 0);
}

async function refund(mall: Mall, buyer: Member, order_id: string): Promise<void> {
  await mall.approveRefund(await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]));
}

Deno.test("C8 a month's volume pays its step on all of it, once, when its after-sales are over", () =>
  onMall(async (mall, db) => {
    const { level1, orders } = await month(mall, db, "after_whole");
    await db.clock.freeze("2031-04-29T12:00:00+08:00");
    assert.deepEqual([await close(db), await bonuses(db, orders)], [0, [0, 0, 0]]);
    await db.clock.freeze("2031-05-01T12:00:00+08:00");
    assert.equal(await close(db), 1);
    assert.deepEqual(await bonuses(db, orders), [300, 450, 180]);
    assert.equal(await close(db), 0);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 3100 + 930);
    const [closed] = await db.sql`select month::text from ledger.closed_months`;
    assert.equal(closed!.month, "2031-03-01");
  }));

Deno.test("C8 by slices each step pays on the volume above it, in the order of placing", () =>
  onMall(async (mall, db) => {
    const { orders } = await month(mall, db, "after_slices");
    await db.clock.freeze("2031-05-01T12:00:00+08:00");
    await close(db);
    // 0–100 nothing, 100–250 1 %, 250–300 1 % and 300–310 3 %
    assert.deepEqual(await bonuses(db, orders), [0, 150, 50 + 30]);
  }));

Deno.test("C58 a refund after the bonus was paid computes the month anew and takes the difference back, also of other orders", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, orders } = await month(mall, db, "after_whole");
    await mall.settings({ after_sale_days: 90 });
    await db.sql`update trade.orders set after_sale_days = 365`;
    await db.clock.freeze("2031-05-01T12:00:00+08:00");
    await close(db);
    await mall.settle();
    const before = (await mall.balances(level1)).available_fen!;
    await refund(mall, buyer, orders[2]!); // 310 → 250 yuan: one step down
    assert.deepEqual(await bonuses(db, orders), [100, 150, 0]);
    assert.equal((await mall.balances(level1)).available_fen, before - 600 - (930 - 250));
    await refund(mall, buyer, orders[1]!);
    assert.deepEqual(await bonuses(db, orders), [100, 0, 0]);
    await refund(mall, buyer, orders[0]!);
    assert.deepEqual(await bonuses(db, orders), [0, 0, 0]);
    assert.equal((await mall.balances(level1)).available_fen, 0);
  }));

Deno.test("two refunds of a month and two closings of it at once leave the bonus that the month earns", () =>
  onMall(async (mall, db) => {
    const { buyer, orders } = await month(mall, db, "after_whole");
    await db.sql`update trade.orders set after_sale_days = 365`;
    await db.clock.freeze("2031-05-01T12:00:00+08:00");
    const asked = [];
    for (const order of orders.slice(1)) {
      asked.push(await mall.askRefund(buyer, order, [{ line_no: 1, quantity: 1 }]));
    }
    await Promise.all([
      ...asked.map((after_sale) => mall.approveRefund(after_sale)),
      ...Array.from({ length: 4 }, () => close(db)),
    ]);
    while (await close(db) > 0);
    assert.deepEqual(await bonuses(db, orders), [100, 0, 0]);
  }));

Deno.test("C7 a bonus gives way to the cap first, and a suspended distributor's is held", () =>
  onMall(async (mall, db) => {
    const { level1 } = await month(mall, db, "after_whole");
    await db.sql`update shop.rule_sets set cap_bps = 1600 where ends_at is null`;
    await mall.command("suspend_distributor", { distributor_id: level1.member_id, reason: "核查" });
    await db.clock.freeze("2031-05-01T12:00:00+08:00");
    await close(db);
    const rows = await db.sql<{ left: number; status: string }[]>`
      select commission_fen::int as left, status from ledger.commissions
       where kind = 'volume_bonus' order by commission_fen`;
    assert.deepEqual(rows.map(({ left, status }) => [left, status]), [
      [60, "held"],
      [100, "held"],
      [150, "held"],
    ]);
  }));
