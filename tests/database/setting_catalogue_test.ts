import assert from "node:assert/strict";
import {
  setting_doors,
  setting_groups,
  type SettingDoor,
  type SettingGroup,
} from "@/contracts/settings/catalogue.ts";
import type { Setting } from "@/contracts/settings/setting.ts";
import { SettingChanges } from "@/contracts/staff/settings.ts";
import type { TextVersions } from "@/contracts/texts.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { asServer, type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const groups: SettingGroup[] = Object.values(setting_groups);
const named = groups.flatMap((group) =>
  Object.entries(group.settings).map(([name, setting]) => ({ name, setting, group }))
);
const roles = ["owner", "manager", "finance", "support", "viewer"];

/** Columns of the settings tables that are no setting, each with what it is. */
const bookkeeping: Record<string, string> = {
  "shops.id": "the shop",
  "shops.code": "stands in addresses and never changes",
  "shops.created_at": "when it opened",
  "settings.shop_id": "the shop",
  "settings.freight_template_id": "the shop's own template: chosen with the templates",
  "settings.terms_version": "which distributor_terms are shown: kept by save_text",
  "withdrawal_rules.shop_id": "the shop",
  "wechat_accounts.shop_id": "the shop",
  "wechat_accounts.order_path_at": "when WeChat took the order path",
};

Deno.test("no column of the settings tables is missing from the catalogue, and no kind of key", () =>
  onMall(async (_mall, db) => {
    const columns = await db.sql<{ at: string; name: string }[]>`
      select table_name || '.' || column_name as at, column_name as name
        from information_schema.columns
       where table_schema = 'shop' and table_name in
         ('shops', 'settings', 'withdrawal_rules', 'wechat_accounts')`;
    const known = new Set(named.map(({ name }) => name));
    const missing = columns.filter(({ at, name }) => !known.has(name) && !bookkeeping[at]);
    assert.deepEqual(missing.map(({ at }) => at), []);
    assert.deepEqual(
      Object.keys(bookkeeping).filter((at) => !columns.some((column) => column.at === at)),
      [],
      "bookkeeping that is no column any more",
    );
    const [kinds] = await db.sql<{ rule: string }[]>`
      select pg_get_constraintdef(oid) as rule from pg_constraint
       where conname = 'credentials_kind_known'`;
    const kept = [...kinds!.rule.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
    assert.deepEqual(kept.toSorted(), Object.keys(setting_groups.keys.settings).toSorted());
  }));

/** What every reader answers, flat: settings by name. */
async function readAll(mall: Mall, who: TestClaims): Promise<Record<string, unknown>> {
  const read = (door: SettingDoor) =>
    mall.db.call<Record<string, Record<string, unknown>>>(who, setting_doors[door].reader, {
      shop: mall.shop,
    });
  const { withdrawal, ...settings } = await read("settings");
  const { registered } = await read("order_path");
  const texts = await read("texts") as unknown as TextVersions;
  return {
    ...settings,
    ...withdrawal,
    ...await read("theme"),
    ...await read("status"),
    ...(await read("commission")).current,
    ...await read("wechat"),
    order_path: registered,
    ...Object.fromEntries(texts.items.map(({ kind, version }) => [kind, version])),
  };
}

/** Another value than there is, where the catalogue cannot say one. */
const others: Record<string, unknown> = {
  max_fen: 30_000, // the least that its bounds allow is below min_fen
  cap_bps: 3000,
  logo_url: "https://example.com/mark.png",
  licences: [{ name: "营业执照", holder: "茶舍", number: "91330100MA2B3C4D5E", picture_url: null }],
  brand_color: "#224466",
  appid: "wx0123456789abcdef",
  mchid: "1900000009",
  original_id: "gh_0123456789ab",
  transfer_scene_id: "1009",
  report_infos: [{ info_type: "岗位类型", info_content: "推广员" }],
  withholding: [{ from_fen: 80_000, rate_bps: 2000, quick_fen: 16_000 }],
  withholding_basis: "year",
  withholding_free_fen: 80_000,
  hours_from: 9,
  hours_to: 21,
};

/** Another value that the catalogue allows. */
function anotherValue(name: string, setting: Setting, now: unknown): unknown {
  if (name in others) return others[name];
  switch (setting.kind) {
    case "count":
      return now === setting.max ? setting.min : setting.max;
    case "money":
      return now === setting.min_fen ? setting.min_fen + 1 : setting.min_fen;
    case "rate":
      return now === 100 ? 200 : 100;
    case "switch":
      return !now;
    case "choice":
      return setting.choices.find(({ value }) => value !== now)!.value;
    case "text":
      return "另一个";
    case "own":
      return undefined;
  }
}

/** Writes one setting through its door. */
function write(mall: Mall, who: TestClaims, name: string, group: SettingGroup, value: unknown) {
  const bodies: Record<SettingDoor, () => Record<string, unknown>> = {
    settings: () => ({
      settings: group === setting_groups.withdrawals
        ? { withdrawal: { [name]: value } }
        : { [name]: value },
    }),
    theme: () => ({ theme: { [name]: value } }),
    status: () => ({ status: value }),
    commission: () => ({
      rule: { level1_bps: 1000, level2_bps: 500, cap_bps: 2000, levels: 2, [name]: value },
    }),
    wechat: () => ({ settings: { [name]: value } }),
    keys: () => ({
      credential: {
        kind: name,
        sealed: `v2.t1.${"s".repeat(40)}`,
      },
    }),
    order_path: () => ({}),
    texts: () => ({ kind: name, parts: [{ title: "改", text: newKey() }] }),
  };
  const claims = group.door === "keys" ? asServer(who) : who;
  return mall.db.call(claims, setting_doors[group.door].writer, {
    shop: mall.shop,
    ...bodies[group.door](),
    reason: `试 ${name}`,
    idempotency_key: newKey(),
  });
}

Deno.test("every setting is read by its door, written through it by the owner, and the log says who changed it last", () =>
  onMall(async (mall) => {
    const changes = async () => {
      const answer = await mall.db.call(mall.owner, "list_setting_changes", { shop: mall.shop });
      return new Map(SettingChanges.parse(answer).items.map((one) => [one.setting, one]));
    };
    await mall.settings({ discount_from_fen: 10_000 }); // without a threshold there is no discount
    const before = await changes();
    for (const { name, setting, group } of named) {
      const now = await readAll(mall, mall.owner);
      if (group.door !== "keys") assert.ok(name in now, `${name} is not answered`);
      const value = anotherValue(name, setting, now[name]);
      await write(mall, mall.owner, name, group, value);
      const change = (await changes()).get(name);
      assert.deepEqual([change?.by, change?.reason], ["店主", `试 ${name}`], name);
      if (["keys", "order_path", "texts"].includes(group.door)) continue;
      assert.deepEqual((await readAll(mall, mall.owner))[name], value, name);
      await write(mall, mall.owner, name, group, now[name]);
    }
    const written = named.map(({ name }) => name);
    const logged = [...(await changes()).keys()];
    assert.deepEqual(logged.filter((name) => !before.has(name)).toSorted(), written.toSorted());
  }));

Deno.test("each role reads what it may read and changes what it may change, and nothing else", () =>
  onMall(async (mall, db) => {
    const now = await readAll(mall, mall.owner);
    for (const role of roles) {
      const who = role === "owner" ? mall.owner : await mall.staff(role);
      const { permissions } = await db.call<{ permissions: string[] }>(who, "get_staff_session", {
        shop: mall.shop,
      });
      const outcome = (asked: Promise<unknown>) => asked.then(() => "ok", (e) => e.message);
      for (const { reads, door } of groups) {
        const asked = db.call(who, setting_doors[door].reader, { shop: mall.shop });
        const expected = permissions.includes(reads) ? "ok" : "FORBIDDEN";
        assert.equal(await outcome(asked), expected, `${role} reads ${door}`);
      }
      for (const { name, setting, group } of named) {
        const asked = write(mall, who, name, group, now[name]);
        const expected = permissions.includes(setting.writes) ? "ok" : "FORBIDDEN";
        assert.equal(await outcome(asked), expected, `${role} writes ${name}`);
      }
    }
  }));

Deno.test("the bounds of the catalogue are those of the database: the edges are kept, beyond them is refused", () =>
  onMall(async (mall) => {
    const now = await readAll(mall, mall.owner);
    const tried = (name: string, group: SettingGroup, value: unknown) =>
      write(mall, mall.owner, name, group, value).then(() => "ok", (e) => e.message);
    const bounded = named.filter(({ setting }) => setting.kind === "count");
    for (const { name, setting, group } of bounded) {
      if (setting.kind !== "count") continue;
      assert.equal(await tried(name, group, setting.min), "ok", name);
      assert.equal(await tried(name, group, setting.max), "ok", name);
      assert.equal(await tried(name, group, setting.min - 1), "SETTING_INVALID", name);
      if (name !== "daily_count") { // the database has no most for it
        assert.equal(await tried(name, group, setting.max + 1), "SETTING_INVALID", name);
      }
      await tried(name, group, now[name]); // two may bound each other
    }
  }));

Deno.test("two changes at once are both kept, and each row of the log says what it found", () =>
  onMall(async (mall, db) => {
    const days = Array.from({ length: 12 }, (_, n) => n + 20);
    await Promise.all(
      days.map((value) => write(mall, mall.owner, "settle_days", setting_groups.orders, value)),
    );
    const rows = await db.sql<{ before: number; after: number }[]>`
      select (detail -> 'before' ->> 'settle_days')::int as before,
             (detail -> 'after' ->> 'settle_days')::int as after
        from ops.audit_log where command = 'save_shop_settings'
         and detail -> 'after' ? 'settle_days' order by id`;
    assert.equal(rows.length, 12);
    const found = rows.map(({ before }) => before).toSorted((a, b) => a - b);
    const left = rows.map(({ after }) => after).toSorted((a, b) => a - b);
    assert.deepEqual(left, days);
    const [now] = await db.sql<{ settle_days: number }[]>`select settle_days from shop.settings`;
    assert.deepEqual(
      [...found, now!.settle_days].toSorted((a, b) => a - b),
      [15, ...days].toSorted((a, b) => a - b),
    );
  }));
