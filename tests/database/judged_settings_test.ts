import assert from "node:assert/strict";
import type { TestClaims } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const review = (mall: Mall, who: TestClaims, withdrawal_id: string, approve: boolean) =>
  mall.db.call<{ status: string }>(who, "review_withdrawal", {
    shop: mall.shop,
    withdrawal_id,
    approve,
    reason: "核对过",
    idempotency_key: newKey(),
  });

const change = (mall: Mall, who: TestClaims, settings: Record<string, unknown>) =>
  mall.db.call(who, "save_shop_settings", {
    idempotency_key: newKey(),
    shop: mall.shop,
    settings,
    reason: "调整",
  });

/** Which permission judges by which setting: nobody may change a setting that limits their own permission. */
const judged_by: Record<string, string[]> = {
  payout_rules: [
    "min_fen",
    "max_fen",
    "daily_count",
    "daily_fen",
    "monthly_fen",
    "fee_bps",
    "days_between",
    "one_open",
    "review_above_fen",
    "hours_from",
    "hours_to",
    "shop_daily_fen",
  ],
  payout_large_rule: ["large_above_fen"],
};

Deno.test("every setting is classified, and those by which a permission is judged are exactly these", () =>
  onMall(async (mall, db) => {
    const settings = await db.call<Record<string, unknown>>(mall.owner, "get_shop_settings", {
      shop: mall.shop,
    });
    const { withdrawal, ...others } = settings;
    const fields = [...Object.keys(others), ...Object.keys(withdrawal as object)];
    const rows = await db.sql<{ field: string; permission: string | null }[]>`
      select field, private.setting_permission(field) as permission
        from unnest(${fields}::text[]) field`;
    const found = Map.groupBy(rows, ({ permission }) => permission ?? "unclassified");
    const named = (permission: string) => (found.get(permission) ?? []).map(({ field }) => field);
    assert.deepEqual(named("unclassified"), [], "classify it in private.setting_permission");
    for (const [permission, meant] of Object.entries(judged_by)) {
      assert.deepEqual(named(permission).toSorted(), meant.toSorted(), permission);
    }
    const judging_nobody = ["catalog", "rules"];
    assert.deepEqual(
      [...found.keys()].toSorted(),
      [...judging_nobody, ...Object.keys(judged_by)].toSorted(),
    );
  }));

Deno.test("C108 nobody changes a setting that limits their own permission", () =>
  onMall(async (mall) => {
    const roles = ["manager", "finance", "support", "viewer"];
    const [manager, finance, ...others] = await Promise.all(
      roles.map((role) => mall.staff(role)),
    ) as [TestClaims, TestClaims];
    for (const field of judged_by.payout_rules!) {
      const value = field === "one_open"
        ? false
        : field.endsWith("_fen")
        ? 1000
        : field === "hours_from"
        ? 1
        : 2;
      await refuses("FORBIDDEN", change(mall, manager, { withdrawal: { [field]: value } }));
      await change(mall, finance, { withdrawal: { [field]: value } });
    }
    for (const who of [manager, finance, ...others]) {
      await refuses("FORBIDDEN", change(mall, who, { withdrawal: { large_above_fen: 199_999 } }));
    }
    await change(mall, mall.owner, { withdrawal: { large_above_fen: 199_999 } });
    await change(mall, manager, { freight_fen: 600 });
    await refuses("FORBIDDEN", change(mall, finance, { freight_fen: 0 }));
    await refuses("FORBIDDEN", change(mall, finance, {}));
    const both = { freight_fen: 500, withdrawal: { review_above_fen: 199_999 } };
    for (const who of [manager, finance]) await refuses("FORBIDDEN", change(mall, who, both));
    await change(mall, mall.owner, both);
  }));

Deno.test("a manager may reject above the limit for approving, to the fen", () =>
  onMall(async (mall) => {
    const { level1 } = await mall.earnings(1_000_000);
    await mall.withdrawalRules({ large_above_fen: 3000, one_open: false, max_fen: 199_999 });
    const manager = await mall.staff("manager");
    const large = await mall.withdraw(level1, 3001);
    await refuses("APPROVAL_LIMIT", review(mall, manager, large.id, true));
    assert.equal((await review(mall, manager, large.id, false)).status, "rejected");
    const limit = await mall.withdraw(level1, 3000);
    assert.equal((await review(mall, manager, limit.id, true)).status, "approved");
  }));
