import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { earned, review, statusOf } from "@/tests/support/returns.ts";

function decide(mall: Mall, fn: string, distributor: Member) {
  return mall.command(fn, {
    distributor_id: distributor.member_id,
    reason: "核查",
  });
}

Deno.test("C31 a withdrawal under way stops while its distributor is suspended", () =>
  onMall(async (mall, db) => {
    const { level1 } = await earned(mall);
    await mall.withdrawalRules({ one_open: false });
    const asked = await mall.withdraw(level1, 3000);
    const approved = await mall.withdraw(level1, 2000);
    await review(mall, approved.id, true);
    await decide(mall, "suspend_distributor", level1);

    await refuses("DISTRIBUTOR_INACTIVE", review(mall, asked.id, true));
    const begun = await db.call({ role: "mall_jobs" }, "begin_transfer", {
      shop_id: mall.shop_id,
      withdrawal_id: approved.id,
    });
    assert.deepEqual(begun, { send: false });
    assert.equal(await statusOf(mall, "pay.withdrawals", approved.id), "held");

    await decide(mall, "restore_distributor", level1);
    assert.equal((await review(mall, approved.id, true)).status, "approved");
    assert.equal((await review(mall, asked.id, false)).status, "rejected");
  }));
