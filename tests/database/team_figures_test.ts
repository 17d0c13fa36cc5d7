import assert from "node:assert/strict";
import { type CustomerPage, TeamPage } from "@/contracts/distributors.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const teamOf = async (mall: Mall, who: Member, days: number) =>
  TeamPage.parse(await mall.db.call(who, "list_team", { days })).items;

Deno.test("C107 C58 the team shows how many orders each kept and what they brought on level 2, of some days", () =>
  onMall(async (mall, db) => {
    await mall.settings({ after_sale_days: 90 });
    const { level1, level2, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await db.clock.advance(10);
    const part = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    const whole = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.refund(buyer, part.order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.refund(buyer, whole.order_id);
    const shown = async (days: number) =>
      (await teamOf(mall, level2, days)).map((one) => [
        one.distributor_id,
        one.kept_orders,
        one.period_fen,
        one.commission_fen,
      ]);
    assert.deepEqual(await shown(1), [[level1.member_id, 1, 500, 1000]]);
    assert.deepEqual(await shown(30), [[level1.member_id, 2, 1000, 1000]]);
  }));

Deno.test("C107 level 2 learns of a buyer neither who he is, nor when he bought, nor what; level 1 sees a label", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    await db.call(buyer, "update_profile", { nickname: "欧阳小满" });
    const [sku_id] = await mall.product([12_345]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const [order] = await db.sql<[{ number: string }]>`
      select number from trade.orders where id = ${order_id}`;
    const near = await Promise.all([
      db.call<CustomerPage>(level1, "list_customers"),
      db.call(level1, "get_my_figures"),
    ]);
    assert.equal(near[0].items[0]!.label, "欧**");
    const far = await Promise.all([
      teamOf(mall, level2, 30),
      db.call(level2, "list_customers"),
      db.call(level2, "get_my_figures"),
      db.call(level2, "list_my_links"),
    ]);
    for (const text of [buyer.member_id, "欧", order_id, order.number, "12345"]) {
      assert.ok(!JSON.stringify(far).includes(text), text);
    }
    assert.deepEqual(Object.keys((await teamOf(mall, level2, 30))[0]!).toSorted(), [
      "approved_at",
      "code",
      "commission_fen",
      "distributor_id",
      "kept_orders",
      "label",
      "period_fen",
      "status",
    ]);
    for (const text of [buyer.member_id, "小满"]) {
      assert.ok(!JSON.stringify(near).includes(text), text);
    }
  }));
