import assert from "node:assert/strict";
import { Leaderboard, StaffLeaderboard } from "@/contracts/promoting.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const boardOf = async (mall: Mall, who: Member, period = "month") =>
  Leaderboard.parse(await mall.db.call(who, "get_leaderboard", { period }));

/** So many distributors, each with a buyer; none invited another. */
async function promoters(mall: Mall, count: number) {
  const pairs: { one: Member; buyer: Member }[] = [];
  for (let n = 0; n < count; n++) {
    const [one, buyer] = await mall.members(2) as [Member, Member];
    await mall.promote(one);
    await mall.bind(buyer, one);
    pairs.push({ one, buyer });
  }
  return pairs;
}

Deno.test("the leaderboard is there where the shop has switched it on, and staff see it either way", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.earnings(10_000);
    await refuses("LEADERBOARD_CLOSED", boardOf(mall, level1));
    await refuses("DISTRIBUTOR_REQUIRED", boardOf(mall, buyer));
    const figures = () => db.call<{ leaderboard: boolean }>(level1, "get_my_figures");
    assert.equal((await figures()).leaderboard, false);
    const staff = async (mine = mall) =>
      StaffLeaderboard.parse(
        await db.call(mine.owner, "staff_get_leaderboard", { shop: mine.shop, period: "month" }),
      );
    const seen = await staff();
    assert.deepEqual([seen.is_on, seen.rows.map((row) => row.distributor_id)], [
      false,
      [level1.member_id],
    ]);
    await mall.command("save_shop_settings", { settings: { leaderboard: true }, reason: "比一比" });
    assert.equal((await figures()).leaderboard, true);
    assert.equal((await boardOf(mall, level1)).me.rank, 1);
    for (const period of ["year", "", "TODAY"]) {
      await refuses("INVALID_REQUEST", boardOf(mall, level1, period));
    }
    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual((await staff(elsewhere)).rows, []);
  }));

Deno.test("C97 C98 only own kept sales count: neither whom one invited nor what they sold", () =>
  onMall(async (mall) => {
    await mall.settings({ leaderboard: true });
    const { level1, level2, buyer } = await mall.chain();
    for (const member of await mall.members(3)) await mall.promote(member, level2); // heads
    const [sku_id] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const { rows, me, count } = await boardOf(mall, level2);
    assert.deepEqual(me, { rank: null, kept_fen: 0, to_next_fen: 10_000 });
    assert.deepEqual([count, rows.map((row) => [row.rank, row.kept_fen, row.is_me])], [1, [[
      1,
      10_000,
      false,
    ]]]);
    assert.equal((await boardOf(mall, level1)).me.rank, 1);
  }));

Deno.test("ranks go by what was kept, ties share one, and names are labels", () =>
  onMall(async (mall, db) => {
    await mall.settings({ leaderboard: true });
    const [a, b, c, d] = await promoters(mall, 4) as [P, P, P, P];
    await db.call(a.one, "update_profile", { nickname: "王小明" });
    const [sku_id] = await mall.product([10_000]) as [string];
    const sell = (to: P, quantity: number) => mall.buy(to.buyer, [{ sku_id, quantity }]);
    await sell(a, 5);
    await sell(b, 3);
    const { order_id } = await sell(c, 4);
    await mall.refund(c.buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await sell(d, 1);
    const board = await boardOf(mall, d.one);
    assert.deepEqual(board.rows.map((row) => [row.rank, row.kept_fen]), [
      [1, 50_000],
      [2, 30_000],
      [2, 30_000],
      [4, 10_000],
    ]);
    assert.deepEqual(board.me, { rank: 4, kept_fen: 10_000, to_next_fen: 20_000 });
    assert.equal((await boardOf(mall, b.one)).me.to_next_fen, 20_000);
    assert.deepEqual((await boardOf(mall, a.one)).me, {
      ...{ rank: 1, kept_fen: 50_000, to_next_fen: null },
    });
    assert.equal(board.rows[0]!.label, "王**");
    assert.ok(!JSON.stringify(board).includes(a.one.member_id));
  }));

type P = { one: Member; buyer: Member };

Deno.test("C113 today, this week from Monday and this month begin at midnight in Shanghai; refunds come off later too", () =>
  onMall(async (mall, db) => {
    await mall.settings({ leaderboard: true });
    await db.clock.freeze("2027-01-31T15:30:00Z"); // Sunday 31 January, 23:30
    const [a] = await promoters(mall, 1) as [P];
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(a.buyer, [{ sku_id, quantity: 2 }]);
    const kept = async () => {
      const boards = ["today", "week", "month"].map((period) => boardOf(mall, a.one, period));
      return (await Promise.all(boards)).map(({ me }) => me.kept_fen);
    };
    assert.deepEqual(await kept(), [20_000, 20_000, 20_000]);
    await mall.refund(a.buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.deepEqual(await kept(), [10_000, 10_000, 10_000]);
    await db.clock.freeze("2027-01-31T16:01:00Z"); // Monday 1 February, 0:01
    assert.deepEqual(await kept(), [0, 0, 0]);
    await mall.buy(a.buyer, [{ sku_id, quantity: 1 }]);
    await db.clock.freeze("2027-02-02T16:01:00Z");
    assert.deepEqual(await kept(), [0, 10_000, 10_000]);
    await mall.command("suspend_distributor", { distributor_id: a.one.member_id, reason: "试验" });
    assert.equal((await boardOf(mall, a.one, "month")).count, 0);
  }));
