import assert from "node:assert/strict";
import type { CommissionPage, DistributorCenter } from "@/contracts/distributors.ts";
import type { StaffCommissionPage } from "@/contracts/staff/commissions.ts";
import type { StaffDistributorDetail } from "@/contracts/staff/distributors.ts";
import type { StaffWithdrawalPage } from "@/contracts/staff/withdrawals.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** Pays and receives one order of a product, so that its commission waits for settling. */
async function receive(mall: Mall, buyer: Member, sku: string): Promise<string> {
  const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
  await mall.complete(buyer, order_id);
  return order_id;
}

Deno.test("what is on its way and what is held are two sums, the same on the phone and on the dashboard", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id: sku, quantity: 2 }]);
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);

    const { balances } = await db.call<DistributorCenter>(level1, "get_distributor_center");
    const seen = await db.call<StaffDistributorDetail>(mall.owner, "get_distributor", {
      shop: mall.shop,
      distributor_id: level1.member_id,
    });
    assert.deepEqual([balances.pending_fen, balances.held_fen], [2000, 1000]);
    assert.deepEqual([seen.pending_fen, seen.held_fen], [2000, 1000]);
    const rows = await db.call<CommissionPage>(level1, "list_commissions", {
      status: "pending",
    });
    assert.equal(rows.items.reduce((sum, { remaining_fen }) => sum + remaining_fen, 0), 2000);
  }));

Deno.test("each withdrawal shows the balance that it left, whatever came later", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    await mall.settings({ settle_days: 0, after_sale_days: 0 });
    await mall.withdrawalRules({ one_open: false });
    const [sku] = await mall.product([100_000]) as [string];
    await receive(mall, buyer, sku);
    await mall.settle();
    for (const fen of [3000, 2000]) await mall.withdraw(level1, fen);
    await receive(mall, buyer, sku);
    await mall.settle();
    const { items } = await db.call<StaffWithdrawalPage>(mall.owner, "staff_list_withdrawals", {
      shop: mall.shop,
    });
    assert.deepEqual(items.map((one) => [one.amount_fen, one.balance_after_fen]), [
      [2000, 5000],
      [3000, 7000],
    ]);
    assert.equal((await mall.balances(level1)).available_fen, 15_000);
  }));

Deno.test("settled commission is listed by its settlement, on both faces and over pages", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    await mall.settings({ settle_days: 0, after_sale_days: 0 });
    const [sku] = await mall.product([10_000]) as [string];
    const placed: string[] = [];
    for (let n = 0; n < 3; n++) {
      placed.push((await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }])).order_id);
    }
    for (const at of [1, 2, 0]) {
      await db.clock.advance(1);
      await mall.complete(buyer, placed[at]!);
      await mall.settle();
    }
    const wanted = [placed[0], placed[2], placed[1]];
    const numbers = await db.sql<{ id: string; number: string }[]>`
      select id, number from trade.orders`;
    const orderOf = (number: string) => numbers.find((one) => one.number === number)!.id;

    const shown: string[] = [];
    let after: string | null = null;
    do {
      const page: CommissionPage = await db.call(level1, "list_commissions", {
        status: "settled",
        page_size: 1,
        ...(after ? { after } : {}),
      });
      shown.push(...page.items.map(({ order_number }) => orderOf(order_number)));
      after = page.next;
    } while (after);
    assert.deepEqual(shown, wanted);
    const staff = await db.call<StaffCommissionPage>(mall.owner, "staff_list_commissions", {
      shop: mall.shop,
      status: "settled",
      distributor: level1.member_id,
    });
    assert.deepEqual(staff.items.map(({ order_id }) => order_id), wanted);
  }));
