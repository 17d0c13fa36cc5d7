import assert from "node:assert/strict";
import { onMall } from "@/tests/support/on_mall.ts";
import { giveName } from "@/tests/support/real_names.ts";
import { newKey } from "@/tests/support/mall.ts";
import { rich } from "@/tests/support/withdrawals.ts";

Deno.test("C75 a name is changed while a withdrawal is asked for: it goes under the name that stands", () =>
  onMall(async (mall, db) => {
    const { level1 } = await rich(mall, 20_000_000);
    await mall.withdrawalRules({
      ...{ max_fen: 20_000_000, daily_fen: 20_000_000, monthly_fen: 20_000_000 },
      daily_count: 1000,
    });
    for (let round = 0; round < 12; round++) {
      await giveName(mall, level1, "李四");
      const [asked, renamed] = await Promise.allSettled([
        mall.withdraw(level1, 200_000, newKey()),
        giveName(mall, level1, "王五"),
      ]);
      assert.equal(asked.status, "fulfilled");
      const [{ masked }] = await db.sql<[{ masked: string }]>`
        select masked from person.real_names where member_id = ${level1.member_id}`;
      // either the change came first and holds, or it was refused
      assert.equal(masked, renamed.status === "fulfilled" ? "王**" : "李**");
      if (renamed.status === "rejected") assert.equal(renamed.reason.message, "REAL_NAME_IN_USE");
      const { id } = (asked as PromiseFulfilledResult<{ id: string }>).value;
      await db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
    }
  }));
