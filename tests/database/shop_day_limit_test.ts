import assert from "node:assert/strict";
import { type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { review } from "@/tests/support/withdrawals.ts";

Deno.test("C71 many distributors ask at once: the shop's sum of a day is never passed, and used whole", () =>
  onMall(async (mall, db) => {
    const earners: Member[] = [];
    for (let n = 0; n < 3; n++) {
      const { level1, level2 } = await mall.earnings(200_000);
      earners.push(level1, level2);
    }
    await mall.withdrawalRules({ shop_daily_fen: 10_000, daily_count: 100, one_open: false });
    await db.clock.freeze("2031-03-10T04:00:00Z");
    const ask = (n: number) => mall.withdraw(earners[n % earners.length]!, 700, newKey());
    const asked = await Promise.allSettled(Array.from({ length: 24 }, (_, n) => ask(n)));
    const taken = asked.filter((one) => one.status === "fulfilled");
    assert.equal(taken.length, 14);
    for (const one of asked) {
      if (one.status === "rejected") assert.equal(one.reason.message, "WITHDRAWAL_SHOP_LIMIT");
    }
    await refuses("WITHDRAWAL_SHOP_LIMIT", ask(0));
    await review(mall, mall.owner, taken[0]!.value.id, false); // what came back counts no more
    await ask(1);
    await refuses("WITHDRAWAL_SHOP_LIMIT", ask(2));
    await db.clock.freeze("2031-03-10T16:00:00Z"); // the next day in Shanghai
    await ask(2);
    await mall.withdrawalRules({ shop_daily_fen: null });
    await ask(3);
  }));

Deno.test("C71 withdrawals are asked for within the shop's hours in Shanghai, and the form says so", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(200_000);
    await mall.withdrawalRules({ hours_from: 9, hours_to: 18, one_open: false, daily_count: 100 });
    const form = async () => {
      const { withdrawal } = await db.call<{ withdrawal: { closed_reason: string | null } }>(
        level1,
        "get_distributor_center",
      );
      return withdrawal.closed_reason;
    };
    for (
      const [at, is_open] of [
        ...[["2031-03-10T00:59:59Z", false], ["2031-03-10T01:00:00Z", true]] as const,
        ...[["2031-03-10T09:59:59Z", true], ["2031-03-10T10:00:00Z", false]] as const,
      ]
    ) {
      await db.clock.freeze(at);
      assert.equal(await form(), is_open ? null : "每天 9 点到 18 点（北京时间）可以申请提现", at);
      const asked = mall.withdraw(level1, 300, newKey());
      if (is_open) await asked;
      else await refuses("WITHDRAWAL_CLOSED", asked);
    }
  }));
