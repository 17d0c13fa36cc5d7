import assert from "node:assert/strict";
import type { TestClaims } from "../support/database.ts";
import { type Mall, newKey } from "../support/mall.ts";
import { onMall, refuses } from "../support/on_mall.ts";

function save(
  mall: Mall,
  settings: unknown,
  by: TestClaims = mall.owner,
  idempotency_key = newKey(),
): Promise<Record<string, unknown>> {
  const args = { shop: mall.shop, settings, reason: "按商户平台更新", idempotency_key };
  return mall.db.call(by, "save_wechat_settings", args);
}

const brackets = [
  { from_fen: 80_000, rate_bps: 2000, quick_fen: 16_000 },
  { from_fen: 400_000, rate_bps: 1600, quick_fen: 0 },
];
const infos = [
  { info_type: "岗位类型", info_content: "社群推广员" },
  { info_type: "报酬说明", info_content: "2026年11月推广佣金" },
];

Deno.test("what the owner sets for transfers, tax and the mini program is read back, and a transfer carries it", async () => {
  await onMall(async (mall, db) => {
    const before = await db.call<Record<string, unknown>>(mall.owner, "get_wechat_settings", {
      shop: mall.shop,
    });
    assert.equal(before.transfer_scene_id, "1005");
    assert.equal(before.original_id, null);
    const wanted = {
      original_id: "gh_0123456789ab",
      transfer_scene_id: "1009",
      report_infos: infos,
      withholding: brackets,
    };
    const saved = await save(mall, wanted);
    assert.deepEqual({ ...saved, ...wanted }, saved);
    for (const role of ["manager", "finance", "support", "viewer"]) {
      const read = await db.call(await mall.staff(role), "get_wechat_settings", {
        shop: mall.shop,
      });
      assert.deepEqual(read, saved);
    }

    const { level1 } = await mall.earnings(1_000_000);
    await mall.withdrawalRules({ max_fen: 199_999, daily_fen: 200_000, review_above_fen: 199_999 });
    const { net_fen } = await mall.withdraw(level1, 90_000);
    assert.equal(net_fen, 90_000 - (18_000 - 16_000));
    const [row] = await db.sql<{ request: Record<string, unknown> }[]>`
      select body -> 'request' as request from ops.outbox where kind = 'transfer'`;
    assert.equal(row!.request.transfer_scene_id, "1009");
    assert.deepEqual(row!.request.transfer_scene_report_infos, infos);

    assert.equal((await save(mall, { original_id: null })).original_id, null);
    const audits = await db.sql<{ detail: { before: { original_id: string | null } } }[]>`
      select detail from ops.audit_log where command = 'save_wechat_settings' order by id`;
    assert.deepEqual(audits.map(({ detail }) => detail.before.original_id), [
      null,
      "gh_0123456789ab",
    ]);
  });
});

Deno.test("the owner alone changes them, once per key", async () => {
  await onMall(async (mall, db) => {
    for (const role of ["manager", "finance", "support", "viewer"]) {
      await refuses("FORBIDDEN", save(mall, { withholding: [] }, await mall.staff(role)));
    }
    const key = newKey();
    const first = await save(mall, { transfer_scene_id: "1009" }, mall.owner, key);
    await save(mall, { transfer_scene_id: "1005" });
    assert.deepEqual(await save(mall, { transfer_scene_id: "1009" }, mall.owner, key), first);
    await refuses(
      "IDEMPOTENCY_CONFLICT",
      save(mall, { transfer_scene_id: "1000" }, mall.owner, key),
    );
    const [row] = await db.sql`
      select transfer_scene_id from shop.withdrawal_rules where shop_id = ${mall.shop_id}`;
    assert.equal(row!.transfer_scene_id, "1005");
  });
});

Deno.test("what WeChat or the tax could not be told is refused when it is set", async (t) => {
  await onMall(async (mall) => {
    const row = (from_fen: unknown, rate_bps: unknown = 100, quick_fen: unknown = 0) => ({
      from_fen,
      rate_bps,
      quick_fen,
    });
    const info = (info_type: unknown, info_content: unknown) => [{ info_type, info_content }];
    const bad: Record<string, unknown> = {
      "an unknown field": { app_secret: "s" },
      "an appid of another form": { appid: "wx9" },
      "a merchant number that is none": { mchid: "19000000x1" },
      "no object": ["1005"],
      "an original id of another form": { original_id: "wx0123456789abcd" },
      "no scene": { transfer_scene_id: null },
      "a scene with a space": { transfer_scene_id: "10 05" },
      "no report": { report_infos: [] },
      "a report that is null": { report_infos: null },
      "a report without content": { report_infos: [{ info_type: "岗位类型" }] },
      "a report with more": { report_infos: [{ ...infos[0], more: "x" }] },
      "a type too long": { report_infos: info("类".repeat(16), "推广员") },
      "a content too long": { report_infos: info("岗位类型", "推".repeat(33)) },
      "an emoji": { report_infos: info("岗位类型", "推广员🎉") },
      "one type twice": { report_infos: [infos[0], infos[0]] },
      "a number for a text": { report_infos: info("岗位类型", 7) },
      "brackets that fall": { withholding: [row(200), row(100)] },
      "one bracket twice": { withholding: [row(100), row(100)] },
      "a rate of all": { withholding: [row(0, 10_000)] },
      "a rate below none": { withholding: [row(0, -1)] },
      "a quick deduction below none": { withholding: [row(0, 100, -1)] },
      "half a fen": { withholding: [row(0.5)] },
      "no bound": { withholding: [row(null)] },
      "no table": { withholding: {} },
      "21 brackets": { withholding: Array.from({ length: 21 }, (_, n) => row(n)) },
    };
    for (const [name, settings] of Object.entries(bad)) {
      await t.step(name, () => refuses("SETTING_INVALID", save(mall, settings)));
    }
    const most = Array.from({ length: 20 }, (_, n) => row(n, 9_999));
    assert.deepEqual((await save(mall, { withholding: most })).withholding, most);
    assert.deepEqual((await save(mall, { withholding: [] })).withholding, []);
  });
});

Deno.test("a key serves from its first moment until before its last, and staff read of each whether it does", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2026-03-02T00:00:00Z");
    const days: Record<string, [string, string | null]> = {
      starts: ["2026-03-02", null],
      begun: ["2026-03-01", "2026-03-03"],
      ends: ["2026-03-01", "2026-03-02"],
      to_come: ["2026-03-03", null],
    };
    for (const [serial, [from, until]] of Object.entries(days)) {
      await db.sql`
        select private.put_credential(${mall.shop_id}, 'platform_certificate', ${serial},
          ${`v2.t1.${"k".repeat(60)}`}, ${until}::date, ${from}::date)`;
    }
    interface Keys {
      serial: string;
      is_active: boolean;
    }
    const { credentials } = await db.call<{ credentials: Keys[] }>(
      { role: "mall_wechat" },
      "get_notify_config",
      { shop: mall.shop },
    );
    assert.deepEqual(credentials.map(({ serial }) => serial), ["starts", "begun"]);
    const { items } = await db.call<{ items: Keys[] }>(mall.owner, "list_credentials", {
      shop: mall.shop,
    });
    const active = items.filter(({ is_active }) => is_active).map(({ serial }) => serial);
    assert.deepEqual(active, ["starts", "begun"]);
  }));
