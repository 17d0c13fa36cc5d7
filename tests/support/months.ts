/** For tests of months whose volume bonus is paid afterwards. */
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import { linesOf, type Mall, type Member } from "@/tests/support/mall.ts";
import { publishRules, shop_rates } from "@/tests/support/rules.ts";

/** From ¥100 on 1 %, from ¥300 on 3 %, of all the month. */
export async function payAfterwards(mall: Mall, level1_bps = 1000) {
  await publishRules(
    mall,
    shop_rates(level1_bps, 500, {
      volume_mode: "after_whole",
      volume_steps: [{ from_fen: 10_000, bps: 100 }, { from_fen: 30_000, bps: 300 }],
    }),
  );
}

/** An order of so many pieces that is received. */
export async function sold(mall: Mall, buyer: Member, price: number, quantity = 1) {
  const [sku] = await mall.product([price]) as [string];
  const { order_id } = await mall.buy(buyer, linesOf(sku, quantity));
  await mall.complete(buyer, order_id);
  return order_id;
}

export interface Paid {
  paid: number;
  more: boolean;
  stuck?: string[];
}

export const payBonuses = (db: TestDatabase) => db.call<Paid>(jobs, "pay_volume_bonuses");
