import assert from "node:assert/strict";
import type { RefundPreview } from "@/contracts/staff/orders.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { payAfterwards, payBonuses, sold } from "@/tests/support/months.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** All that a distributor has, settled or not, in fen. */
async function owed(mall: Mall, who: Member): Promise<number> {
  const { available_fen, pending_fen, held_fen } = await mall.balances(who);
  return available_fen! + pending_fen! + held_fen!;
}

async function closeMarch(db: TestDatabase) {
  await db.sql`update trade.orders set after_sale_days = 365`;
  await db.clock.freeze("2031-05-01T12:00:00+08:00");
  while ((await payBonuses(db)).more);
}

Deno.test("C58 what a refund takes back is shown before, with what the month's bonus loses by it over all its orders", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-03-03T10:00:00+08:00");
    const { level1, level2, buyer } = await mall.chain();
    await payAfterwards(mall);
    const orders = [await sold(mall, buyer, 10_000), await sold(mall, buyer, 7000, 3)];
    await closeMarch(db);
    const lines = [{ line_no: 1, quantity: 1 }];
    const steps = [[orders[1]!, lines, 930 - 240], [orders[1]!, lines, 70], [
      orders[0]!,
      null,
      170,
    ]];
    for (const [order_id, pieces, bonus] of steps as [string, typeof lines | null, number][]) {
      const preview = await db.call<RefundPreview>(mall.owner, "preview_refund", {
        shop: mall.shop,
        order_id,
        lines: pieces,
      });
      const before = [await owed(mall, level1), await owed(mall, level2)];
      await mall.refund(buyer, order_id, pieces ?? lines);
      const lost = [level1, level2].map(async (who, n) => before[n]! - await owed(mall, who));
      assert.deepEqual(
        preview.commissions.map(({ commission_fen }) => commission_fen),
        await Promise.all(lost),
      );
      assert.equal(preview.commissions[0]!.bonus_fen, bonus);
    }
  }));

Deno.test("C7 a bonus that only a part refund makes is held while its distributor is suspended", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-03-03T10:00:00+08:00");
    const { level1, buyer } = await mall.chain();
    await payAfterwards(mall);
    await db.sql`update shop.rule_sets set levels = 1 where ends_at is null`;
    await sold(mall, buyer, 20_000);
    // 19 of 195 fen leave nothing below a cap of 10 %, 12 of 130 fen leave one
    const order_id = await sold(mall, buyer, 65, 3);
    await db.sql`update shop.rule_sets set cap_bps = 1000 where ends_at is null`;
    await closeMarch(db);
    const bonuses = () =>
      db.sql`select commission_fen::int as fen, status, (select h.reason from ledger.commission_holds h
          where h.commission_id = c.id and h.released_at is null) as reason from ledger.commissions c where kind = 'volume_bonus'`;
    assert.equal((await bonuses()).length, 0);
    await mall.command("suspend_distributor", { distributor_id: level1.member_id, reason: "核查" });
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.deepEqual([...await bonuses()], [{ fen: 1, status: "held", reason: "suspension" }]);
  }));
