import assert from "node:assert/strict";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import { ShopSettings } from "@/contracts/staff/settings.ts";
import { WithdrawalRule } from "@/contracts/staff/withdrawals.ts";
import { type Field, fieldsOf, type SettingName } from "./field.ts";
import { changesOf, effectsOf, readTyped, summaryOf, typedOf, valueOf, wordsOf } from "./values.ts";

const settings: ShopSettings = {
  freight_fen: 800,
  free_freight_from_fen: 9900,
  discount_from_fen: null,
  discount_fen: 0,
  binding_mode: "protected",
  protection_days: 15,
  expiry_notice_days: 3,
  bindable: "everyone",
  purchase_renews_protection: false,
  self_purchase_commission: false,
  distributor_review: "manual",
  order_timeout_minutes: 30,
  timeout_grace_minutes: 120,
  auto_receive_days: 10,
  after_sale_days: 15,
  after_sale_review_days: 5,
  after_sale_return_days: 7,
  after_sale_inspect_days: 7,
  settle_days: 15,
  max_unpaid_orders: 5,
  low_stock: 5,
  hot_words: "龙井、红茶",
  withdrawal: {
    min_fen: 100,
    max_fen: 20_000,
    daily_count: 3,
    daily_fen: 200_000,
    monthly_fen: 2_000_000,
    fee_bps: 0,
    days_between: 0,
    one_open: true,
    review_above_fen: 0,
    large_above_fen: 100_000,
  },
};

const fields = Object.values(setting_groups)
  .filter(({ door }) => door === "settings")
  .flatMap(({ settings }) => fieldsOf(settings));
const field = (name: SettingName): Field => fields.find((one) => one.name === name)!;
const schemas = { ...ShopSettings.shape, ...WithdrawalRule.shape };

Deno.test("a field takes exactly what the contract takes at its edges", () => {
  const takes = (name: string, value: unknown) =>
    schemas[name as SettingName].safeParse(value).success;
  for (const one of fields) {
    if (one.kind === "count") {
      assert.deepEqual([takes(one.name, one.min), takes(one.name, one.min - 1)], [true, false]);
      assert.ok(takes(one.name, one.max), one.name);
      assert.equal(readTyped(one, one.min), one.min);
      assert.equal(readTyped(one, one.max), one.max);
      assert.equal(readTyped(one, one.min - 1), undefined);
      assert.equal(readTyped(one, one.max + 1), undefined);
      assert.equal(readTyped(one, one.min + 0.5), undefined);
    } else if (one.kind === "money") {
      assert.deepEqual([takes(one.name, one.min_fen), takes(one.name, one.min_fen - 1)], [
        true,
        false,
      ]);
      assert.equal(takes(one.name, null), one.empty !== undefined, one.name);
    } else if (one.kind === "choice") {
      for (const { value } of one.choices) assert.ok(takes(one.name, value), one.name);
    } else if (one.kind === "rate") {
      assert.deepEqual([takes(one.name, one.max_bps), takes(one.name, one.max_bps + 1)], [
        true,
        false,
      ]);
    }
  }
});

Deno.test("money and rates are typed with two decimals, and nothing may be typed where nothing is a choice", () => {
  assert.equal(typedOf(field("freight_fen"), 800), "8.00");
  assert.equal(readTyped(field("freight_fen"), "12.5"), 1250);
  assert.equal(readTyped(field("freight_fen"), "12.345"), undefined);
  assert.equal(readTyped(field("freight_fen"), null), undefined);
  assert.equal(readTyped(field("free_freight_from_fen"), ""), null);
  assert.equal(typedOf(field("discount_from_fen"), null), null);
  assert.equal(readTyped(field("max_fen"), "1999.99"), 199_999);
  assert.equal(readTyped(field("max_fen"), "200000.01"), undefined);
  assert.equal(readTyped(field("fee_bps"), "0.6"), 60);
  assert.equal(readTyped(field("fee_bps"), "20.01"), undefined);
  assert.equal(readTyped(field("one_open"), undefined), false);
  assert.equal(readTyped(field("distributor_review"), "never"), undefined);
});

Deno.test("values are read as words", () => {
  const words = (name: SettingName) => wordsOf(field(name), valueOf(settings, name));
  assert.equal(words("distributor_review"), "人工审核");
  assert.equal(words("discount_from_fen"), "没有满减");
  assert.equal(words("freight_fen"), "¥8.00");
  assert.equal(words("protection_days"), "15 天");
  assert.equal(words("large_above_fen"), "¥1,000.00");
  assert.equal(words("fee_bps"), "没有");
  assert.equal(wordsOf(field("fee_bps"), 60), "0.6%");
  assert.deepEqual([words("one_open"), words("self_purchase_commission")], ["是", "否"]);
});

Deno.test("only what was changed is sent, that of withdrawals in its own place", () => {
  assert.equal(changesOf(fields, settings, {}), undefined);
  assert.equal(changesOf(fields, settings, { freight_fen: "8.00", one_open: true }), undefined);
  assert.deepEqual(
    changesOf(fields, settings, { freight_fen: "10", distributor_review: "automatic" }),
    {
      freight_fen: 1000,
      distributor_review: "automatic",
    },
  );
  assert.deepEqual(
    changesOf(fields, settings, { free_freight_from_fen: null, max_fen: "500", one_open: false }),
    { free_freight_from_fen: null, withdrawal: { max_fen: 50_000, one_open: false } },
  );
});

Deno.test("a change is announced before it is saved; an invalid value is not", () => {
  assert.deepEqual(
    summaryOf(fields, settings, {
      freight_fen: "10",
      free_freight_from_fen: "",
      distributor_review: "automatic",
      protection_days: 0,
    }),
    ["推广员审核：人工审核 → 自动通过", "运费：¥8.00 → ¥10.00", "包邮门槛：¥99.00 → 不包邮"],
  );
});

Deno.test("from when the changes count is said once for each moment", () => {
  const typed = { freight_fen: "10", distributor_review: "automatic", one_open: false };
  assert.deepEqual(effectsOf(fields, settings, typed), [
    "对之后提交的申请生效。",
    "对之后下的订单生效。",
    "对之后申请的提现生效。",
  ]);
  assert.deepEqual(effectsOf(fields, settings, {}), []);
});
