import assert from "node:assert/strict";
import type {
  LiabilityPage,
  LiabilitySums,
  LiabilityTrend,
} from "@/contracts/staff/liabilities.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { chance, deeds, type World } from "@/tests/support/storm.ts";
import { stormyMall } from "@/tests/support/stormy_mall.ts";

const read = (mall: Mall, args: Record<string, unknown> = {}) =>
  mall.db.call<LiabilityPage>(mall.owner, "list_liabilities", {
    ...{ shop: mall.shop, page_size: 100, ...args },
  });

/** Sums and rows, in an order that does not depend on what they are. */
function comparable({ sums, items }: LiabilityPage) {
  const rows = items.map(({ label: _label, status: _status, ...row }) => row);
  return { sums, rows: rows.toSorted((a, b) => a.id < b.id ? -1 : 1) };
}

/** Some of what may happen; a refusal by name is nothing. */
async function happen(world: World, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await world.pick(deeds)(world).catch(({ code, message }) => {
      if (!/^PT4\d\d$/.test(code ?? "")) throw new Error(`${code} ${message}`);
    });
  }
}

Deno.test("C63 what was owed at the end of a past day is what was read then, whatever happened since", () =>
  onMall(async (mall, db) => {
    const world = await stormyMall(mall, chance(77));
    await db.clock.freeze("2031-03-01T15:59:59.900Z"); // 23:59:59.9 in Shanghai
    const then = new Map<string, ReturnType<typeof comparable>>();
    for (let day = 1; day <= 24; day++) {
      await db.clock.freeze(`2031-03-${String(day).padStart(2, "0")}T10:00:00Z`);
      await happen(world, 9);
      if (day === 6) { // and one is below zero for some days
        const [{ member_id: distributor_id }] = world.promoters as [Member];
        const taken = { distributor_id, amount_fen: -90_000, reason: "误发" };
        await mall.command("adjust_balance", taken);
      }
      await db.clock.freeze(`2031-03-${String(day).padStart(2, "0")}T15:59:59.999Z`);
      await happen(world, 2);
      then.set(`2031-03-${String(day).padStart(2, "0")}`, comparable(await read(mall)));
      await db.clock.freeze(`2031-03-${String(day).padStart(2, "0")}T16:00:00Z`); // the next day
      await happen(world, 2);
    }
    await db.clock.freeze("2031-03-25T02:00:00Z");
    const days = new Map((await db.call<LiabilityTrend>(mall.owner, "get_liability_trend", {
      shop: mall.shop,
    })).days.map(({ day, ...sums }) => [day, sums as LiabilitySums]));
    const differ = new Set<number>();
    for (const [day, recorded] of then) {
      assert.deepEqual(comparable(await read(mall, { day })), recorded, day);
      assert.deepEqual(days.get(day), recorded.sums, `trend of ${day}`);
      for (const fen of Object.values(recorded.sums!)) differ.add(fen);
    }
    assert.ok(differ.size > 40, "the history moved the sums"); // else nothing was compared
    const held = [...then.values()].some(({ sums }) => sums!.held_fen > 0);
    const owed = [...then.values()].some(({ sums }) => sums!.owed_back_fen > 0);
    const paying = [...then.values()].some(({ sums }) => sums!.withdrawing_fen > 0);
    assert.deepEqual([held, owed, paying], [true, true, true]);
    assert.deepEqual(days.get("2031-03-25"), (await read(mall)).sums);
  }));

Deno.test("a day that has not ended is refused, one before the shop owed nothing, and a past export says its day", () =>
  onMall(async (mall, db) => {
    await mall.earnings(10_000);
    await db.clock.freeze("2031-03-10T15:59:00Z");
    for (const day of ["2031-03-10", "2031-03-11", "1999-01-01"]) {
      await refuses("INVALID_REQUEST", read(mall, { day }));
    }
    assert.equal((await read(mall, { day: "2025-01-01" })).sums!.total_fen, 0);
    await db.call(mall.owner, "export_liabilities", { shop: mall.shop, day: "2031-03-09" });
    const [row] = await db.sql<{ day: string }[]>`
      select detail ->> 'day' as day from ops.audit_log where command = 'export_liabilities'`;
    assert.equal(row!.day, "2031-03-09");
  }));

Deno.test("the history of what was held is append-only, to the owner too", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.command("suspend_distributor", { distributor_id: level1.member_id, reason: "查" });
    assert.equal((await read(mall)).sums!.held_fen, 1_000);
    await assert.rejects(async () => await db.sql`update ledger.held_changes set amount_fen = 1`);
    await assert.rejects(async () => await db.sql`delete from ledger.held_changes`);
    await assert.rejects(async () => await db.sql`truncate ledger.held_changes`);
  }));
