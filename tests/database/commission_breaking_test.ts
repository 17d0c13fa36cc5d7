import assert from "node:assert/strict";
import { jobs } from "@/tests/support/database.ts";
import { linesOf } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { draftRules, publishRules, ruleSets, shop_rates } from "@/tests/support/rules.ts";

const volume = {
  volume_mode: "after_whole" as const,
  volume_steps: [{ from_fen: 1, bps: 200 }],
};

Deno.test("who read a draft that is gone does not publish or overwrite the next one unseen", () =>
  onMall(async (mall) => {
    const publish = (revision: number) =>
      mall.command("publish_rule_draft", { revision, starts_at: null, reason: "调整" });
    const { revision } = await draftRules(mall, shop_rates(1000, 0));
    await mall.command("discard_rule_draft", { revision, reason: "算了" });
    const next = await draftRules(mall, shop_rates(4000, 0));
    await refuses("RULE_DRAFT_CHANGED", publish(revision));
    await publish(next.revision);
    const third = await draftRules(mall, shop_rates(3000, 0));
    await refuses("RULE_DRAFT_CHANGED", publish(next.revision));
    await refuses("RULE_DRAFT_CHANGED", publish(revision));
    assert.equal((await ruleSets(mall)).draft!.revision, third.revision);
  }));

Deno.test("a month closes when its days are over, in every month of the year", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-01-01T00:00:00+08:00");
    await mall.settings({ settle_days: 15 });
    await publishRules(mall, shop_rates(100, 0, volume));
    for (let month = 1; month <= 14; month++) {
      const ends = Date.parse(new Date(Date.UTC(2031, month, 1)).toISOString()) - 8 * 3_600_000;
      const due = ends + 30 * 86_400_000;
      const closed = async () => {
        const [row] = await db.sql<{ n: number }[]>`
          select count(*)::int as n from ledger.closed_months`;
        return row!.n;
      };
      await db.clock.freeze(new Date(due - 1).toISOString());
      await db.call(jobs, "pay_volume_bonuses");
      assert.equal(await closed(), month - 1, `month ${month} is not over`);
      await db.clock.freeze(new Date(due).toISOString());
      await db.call(jobs, "pay_volume_bonuses");
      assert.equal(await closed(), month, `month ${month} is over`);
    }
  }));

Deno.test("a bonus is held while its line has an open after-sale, however long that has been open", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-03-03T10:00:00+08:00");
    const { level1, buyer } = await mall.chain();
    await mall.settings({ after_sale_days: 90, settle_days: 0 });
    await publishRules(mall, shop_rates(1000, 0, volume));
    const [sku] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, linesOf(sku));
    await mall.complete(buyer, order_id);
    await db.clock.freeze("2031-05-15T10:00:00+08:00");
    const asked = await mall.askRefund(buyer, order_id, null);
    await db.call(jobs, "pay_volume_bonuses");
    await mall.settle();
    const { held_fen, available_fen } = await mall.balances(level1);
    assert.deepEqual([held_fen, available_fen], [1200, 0]);
    await mall.command("review_after_sale", {
      after_sale_id: asked,
      approve: false,
      reason: "不行",
    });
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1200);
  }));

Deno.test("refunds of a month, its closing and a suspension at once: the bonus is what is kept, and all of it is held", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-03-03T10:00:00+08:00");
    const { level1, buyer } = await mall.chain();
    await mall.settings({ after_sale_days: 90, settle_days: 0 });
    await publishRules(mall, shop_rates(1000, 0, volume));
    const [sku] = await mall.product([10_000]) as [string];
    const asked: string[] = [];
    for (let n = 0; n < 6; n++) {
      const { order_id } = await mall.buy(buyer, linesOf(sku));
      await mall.complete(buyer, order_id);
      if (n < 3) asked.push(await mall.askRefund(buyer, order_id, null));
      await db.clock.advance(1 / 24);
    }
    await db.clock.freeze("2031-05-15T10:00:00+08:00");
    await Promise.all([
      ...asked.map((after_sale) => mall.approveRefund(after_sale)),
      mall.command("suspend_distributor", { distributor_id: level1.member_id, reason: "核查" }),
      ...[1, 2, 3].map(() => db.call(jobs, "pay_volume_bonuses")),
    ]);
    await db.call(jobs, "pay_volume_bonuses");
    const rows = await db.sql<{ status: string; fen: number }[]>`
      select status, sum(commission_fen - reversed_fen)::int as fen from ledger.commissions
       where kind = 'volume_bonus' group by 1 having sum(commission_fen - reversed_fen) > 0`;
    assert.deepEqual([...rows], [{ status: "held", fen: 600 }]);
  }));
