import assert from "node:assert/strict";
import { jobs } from "@/tests/support/database.ts";
import { payAfterwards, payBonuses, sold } from "@/tests/support/months.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { work } from "@/tests/support/stuck_rows.ts";

Deno.test("a month of a distributor that cannot be paid is on the work list, and holds up neither the others nor the months after it", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2031-03-03T10:00:00+08:00");
    await mall.settings({ max_unpaid_orders: 100 });
    const [broken, other, his, hers] = await mall.members(4);
    for (const [who, buyer] of [[broken, his], [other, hers]] as const) {
      await mall.promote(who!);
      await mall.bind(buyer!, who!);
    }
    await payAfterwards(mall);
    for (const buyer of [his!, hers!]) await sold(mall, buyer, 20_000);
    await db.clock.freeze("2031-04-03T10:00:00+08:00");
    for (const buyer of [his!, hers!]) await sold(mall, buyer, 40_000);
    await db.clock.freeze("2031-06-03T12:00:00+08:00");
    const { member_id } = broken!;
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$
        begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before insert on ledger.volume_months for each row
        when (new.distributor_id = '${member_id}' and new.month = '2031-03-01')
        execute function poisoned();`);
    assert.deepEqual(await payBonuses(db), { paid: 1, more: true, stuck: [member_id] });
    assert.deepEqual(await payBonuses(db), { paid: 2, more: true }); // April
    while ((await payBonuses(db)).more);
    const closed = () => db.sql`select month::text from ledger.closed_months order by 1`;
    assert.deepEqual((await closed()).map(({ month }) => month), ["2031-04-01"]);
    const [row] = await mall.work("stuck_bonus");
    assert.deepEqual([row!.detail.distributor_id, row!.detail["month"], row!.detail.message], [
      member_id,
      "2031-03-01",
      "poisoned",
    ]);

    await db.sql`drop trigger a_poisoned on ledger.volume_months`;
    assert.deepEqual(await payBonuses(db), { paid: 0, more: false });
    await db.clock.advance(minutes(5.1));
    assert.deepEqual(await payBonuses(db), { paid: 1, more: true });
    assert.deepEqual((await work(db)).map(([kind, , status]) => [kind, status]), [
      ["stuck_bonus", "done"],
    ]);
    assert.equal((await closed()).length, 2);
    const [bonus] = await db.sql`select sum(commission_fen)::int as fen from ledger.commissions
      where kind = 'volume_bonus' and distributor_id = ${member_id}`;
    assert.equal(bonus!.fen, 200 + 1200);
  }));

Deno.test("a tier that cannot be evaluated is on the work list and tried again, and holds up no other", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze();
    const [broken, other] = await mall.members(2);
    await mall.promote(broken!);
    await mall.promote(other!);
    const { member_id } = broken!;
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$
        begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before update on referral.distributors for each row
        when (new.id = '${member_id}' and new.tier_checked_on is not null)
        execute function poisoned();`);
    const evaluate = () => db.call(jobs, "evaluate_tiers");
    assert.deepEqual(await evaluate(), { evaluated: 2, more: false, stuck: [member_id] });
    assert.deepEqual(await evaluate(), { evaluated: 0, more: false });
    assert.deepEqual(await work(db), [["stuck_tier", member_id, "open", 1]]);
    await db.sql`drop trigger a_poisoned on referral.distributors`;
    const [row] = await mall.work("stuck_tier");
    await mall.decideWork(row!, "retry");
    assert.deepEqual(await evaluate(), { evaluated: 1, more: false });
    assert.deepEqual(await work(db), [["stuck_tier", member_id, "done", 1]]);
  }));
