import assert from "node:assert/strict";
import { Mall } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";

Deno.test("settings and rules of a shop", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { shop } = mall;
  const reason = "试验";

  await t.step(
    "settings: only the named ones change, and what breaks a rule is named",
    async () => {
      const save = (settings: Record<string, unknown>) =>
        mall.command<Record<string, unknown>>("save_shop_settings", {
          settings,
          reason,
        });
      const before = await save({});
      const after = await save({
        discount_from_fen: 10000,
        discount_fen: 1000,
        withdrawal: { min_fen: 500 },
      });
      assert.deepEqual(after, {
        ...before,
        discount_from_fen: 10000,
        discount_fen: 1000,
        withdrawal: { ...before.withdrawal as object, min_fen: 500 },
      });
      assert.deepEqual(await db.call(mall.owner, "get_shop_settings", { shop }), after);
      const refused = async (settings: Record<string, unknown>, detail: Record<string, string>) => {
        await assert.rejects(save(settings), (error: { message: string; detail: string }) => {
          assert.equal(error.message, "SETTING_INVALID");
          assert.deepEqual(JSON.parse(error.detail), detail);
          return true;
        });
      };
      await refused({ frieght_fen: 1 }, { field: "frieght_fen" });
      await refused({ settle_days: 61 }, {
        rule: "settings_settle_range",
        field: "settle_days",
      });
      await refused({ settle_days: null }, { field: "settle_days" });
      await refused({ withdrawal: { max_fen: 20_000_001 } }, {
        rule: "withdrawal_rules_max_at_wechat",
        field: "max_fen",
      });
      assert.deepEqual(await save({}), after);
    },
  );

  await t.step(
    "C7 a commission rule above the cap is refused when saved, its field named",
    async () => {
      const save = (level1_bps: number, level2_bps: number, cap_bps: number) =>
        mall.command<{ id: string }>("save_commission_rule", {
          rule: { level1_bps, level2_bps, cap_bps, levels: 2 },
          reason,
        });
      const field = (name: string) => (error: { message: string; detail: string }) => {
        assert.equal(error.message, "COMMISSION_RULE_EXCEEDS_CAP");
        assert.equal(JSON.parse(error.detail).field, name);
        return true;
      };
      await assert.rejects(save(1500, 600, 2000), field("rule.level2_bps"));
      await assert.rejects(save(2001, 0, 2000), field("rule.level1_bps"));
      await assert.rejects(save(1000, 500, 5001), { message: "INVALID_REQUEST" });
      await assert.rejects(save(-1, 500, 2000), { message: "INVALID_REQUEST" });
      await save(1500, 500, 2000);
    },
  );

  await t.step(
    "C9 a changed rule closes the one before; ten changes at once leave one current",
    async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          mall.command("save_commission_rule", {
            rule: { level1_bps: 100 + n, level2_bps: 0, cap_bps: 2000, levels: 2 },
            reason,
          })),
      );
      const [row] = await db.sql`
      select count(*)::int as versions, max(version) as last,
             count(*) filter (where ends_at is null)::int as current
        from shop.rule_sets where shop_id = ${mall.shop_id}`;
      assert.deepEqual({ ...row }, { versions: 12, last: 12, current: 1 });
    },
  );

  await t.step("update_shop changes how the shop looks to everybody", async () => {
    const change = (theme: Record<string, unknown>) =>
      mall.command("update_shop", { theme, reason });
    await change({ slogan: "一叶知春", brand_color: "#2E7D32" });
    const home = await db.call<{ shop: Record<string, unknown> }>({ role: "anon" }, "get_home", {
      shop,
    });
    assert.equal(home.shop.slogan, "一叶知春");
    assert.equal(home.shop.brand_color, "#2E7D32");
    for (const [field, value] of [["brand_color", "green"], ["service_phone", "1".repeat(21)]]) {
      await assert.rejects(change({ [field!]: value }), (error: Error & { detail: string }) => {
        assert.equal(error.message, "SETTING_INVALID");
        assert.equal(JSON.parse(error.detail).field, field);
        return true;
      });
    }
    await assert.rejects(change({ code: "other" }), { message: "SETTING_INVALID" });
  });

  await t.step("every command left its row in the audit log, with actor and reason", async () => {
    const [row] = await db.sql`
      select count(*)::int as n, count(*) filter (where actor_id is null or reason is null)::int as bare
        from ops.audit_log where actor_kind = 'staff'`;
    assert.ok(row!.n > 12);
    assert.equal(row!.bare, 0);
  });

  await db.drop();
});
