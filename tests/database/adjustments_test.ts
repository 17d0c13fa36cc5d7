import assert from "node:assert/strict";
import type { StaffAdjustment } from "@/contracts/staff/adjustments.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { available, rich } from "@/tests/support/withdrawals.ts";

const adjust = (mall: Mall, by: TestClaims, who: Member, amount_fen: number, key = newKey()) =>
  mall.db.call<StaffAdjustment>(by, "adjust_balance", {
    ...{ shop: mall.shop, distributor_id: who.member_id, amount_fen },
    ...{ reason: "补发活动奖励", idempotency_key: key },
  });

const decide = (mall: Mall, by: TestClaims, adjustment_id: string, confirm: boolean) =>
  mall.db.call<StaffAdjustment>(by, "decide_adjustment", {
    ...{ shop: mall.shop, adjustment_id, confirm, reason: "核对过", idempotency_key: newKey() },
  });

async function adjusted(mall: Mall): Promise<number> {
  const [{ n }] = await mall.db.sql<[{ n: number }]>`
    select count(*)::int as n from ledger.transfers where kind = 'adjustment'`;
  return n;
}

Deno.test("C69 a small correction is booked at once, with its reason where its distributor reads it", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ large_above_fen: 5_000 });
    const key = newKey();
    const booked = await adjust(mall, mall.owner, level1, 5_000, key);
    assert.deepEqual([booked.status, booked.needs_second], ["booked", false]);
    assert.deepEqual(await adjust(mall, mall.owner, level1, 5_000, key), booked);
    assert.equal(await available(mall, level1), 105_000);
    const mine = await db.call<{ items: { reason: string; amount_fen: number }[] }>(
      level1,
      "list_adjustments",
    );
    assert.deepEqual(mine.items.map((one) => [one.amount_fen, one.reason]), [[
      5_000,
      "补发活动奖励",
    ]]);
    const { items } = await db.call<{ items: { title: string; words: string }[] }>(
      level1,
      "list_notices",
    );
    assert.equal(items[0]!.words, "商家把你的余额增加 ¥50.00。原因：补发活动奖励");
    assert.equal(await adjusted(mall), 1);
  }));

Deno.test("C69 above the shop's amount another person of the right role confirms; nobody alone, and not in pieces", () =>
  onMall(async (mall) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ large_above_fen: 5_000 });
    const [finance, manager] = [await mall.staff("finance"), await mall.staff("manager")];
    const large = await adjust(mall, finance, level1, -5_001);
    assert.equal(large.status, "waiting");
    assert.equal(await available(mall, level1), 100_000);
    assert.deepEqual((await mall.work()).map(({ kind }) => kind), ["adjustment_waiting"]);
    await refuses("SECOND_PERSON_REQUIRED", decide(mall, finance, large.id, true));
    await refuses("APPROVAL_LIMIT", decide(mall, manager, large.id, true));
    await refuses("APPROVAL_LIMIT", decide(mall, manager, large.id, false));
    const done = await decide(mall, mall.owner, large.id, true);
    assert.deepEqual([done.status, done.amount_fen], ["booked", -5_001]);
    assert.equal(await available(mall, level1), 94_999);
    assert.deepEqual(await mall.work(), []);
    await refuses("ADJUSTMENT_STATE", decide(mall, mall.owner, large.id, true));
    // three small ones in a day are one large
    assert.equal((await adjust(mall, manager, level1, 3_000)).status, "booked");
    assert.equal((await adjust(mall, manager, level1, 2_000)).status, "booked");
    const third = await adjust(mall, manager, level1, 1);
    assert.equal(third.status, "waiting");
    assert.equal((await decide(mall, manager, third.id, false)).status, "cancelled");
    assert.equal(await available(mall, level1), 99_999);
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("C69 two confirm and one cancels at once: booked once, or not at all", () =>
  onMall(async (mall) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ large_above_fen: 0 });
    const others = [mall.owner, await mall.staff("owner"), await mall.staff("finance")];
    const asker = await mall.staff("finance");
    for (let round = 1; round <= 8; round++) {
      const { id } = await adjust(mall, asker, level1, 100);
      const before = (await available(mall, level1))!;
      const said = await Promise.allSettled(
        others.map((by, n) => decide(mall, by, id, n < 2)),
      );
      const won = said.filter((one) => one.status === "fulfilled");
      assert.equal(won.length, 1);
      const moved = won[0]!.value.status === "booked" ? 100 : 0;
      assert.equal(await available(mall, level1), before + moved);
      for (const one of said) {
        if (one.status === "rejected") assert.equal(one.reason.message, "ADJUSTMENT_STATE");
      }
    }
  }));

Deno.test("C69 twelve small ones at once: no more than the shop's amount goes without a second person", () =>
  onMall(async (mall) => {
    const { level1 } = await rich(mall);
    await mall.withdrawalRules({ large_above_fen: 5_000 });
    const said = await Promise.all(
      Array.from({ length: 12 }, () => adjust(mall, mall.owner, level1, 1_000)),
    );
    assert.equal(said.filter(({ status }) => status === "booked").length, 5);
    assert.equal(await available(mall, level1), 105_000);
  }));

Deno.test("C56 a correction below zero holds what is not sent, and the work list confirms like the page", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall);
    await mall.withdraw(level1, 60_000);
    await mall.withdrawalRules({ large_above_fen: 1_000 });
    await adjust(mall, await mall.staff("finance"), level1, -50_000);
    const [item] = await mall.work("adjustment_waiting");
    await mall.decideWork(item!, "retry");
    assert.equal(await available(mall, level1), -10_000);
    const [{ status }] = await db.sql<[{ status: string }]>`select status from pay.withdrawals`;
    assert.equal(status, "held");
    for (const amount of [0, 100_000_001]) {
      await refuses("INVALID_REQUEST", adjust(mall, mall.owner, level1, amount));
    }
    await refuses("DISTRIBUTOR_NOT_FOUND", adjust(mall, mall.owner, await mall.member(), 5));
  }));
