import assert from "node:assert/strict";
import { changeLines } from "./changes.ts";

const lines = (command: string, detail: unknown) => changeLines({ command, detail });

Deno.test("a changed setting is told with what it was and what it is, in the words of its page", () => {
  const detail = {
    before: { freight_fen: 800, binding_mode: "newest", free_freight_from_fen: 9900 },
    after: { freight_fen: 1000, binding_mode: "permanent", free_freight_from_fen: null },
  };
  assert.deepEqual(lines("save_shop_settings", detail), [
    "运费：¥8.00 → ¥10.00",
    "客户归属：总归最近一位 → 一直归第一位",
    "包邮门槛：¥99.00 → 不包邮",
  ]);
  assert.deepEqual(
    lines("update_shop", { before: { slogan: "" }, after: { slogan: "茶" } }),
    ["一句话介绍：没有填写 → 茶"],
  );
});

Deno.test("what has a control of its own is told too, and a key is named and not shown", () => {
  const withholding = [{ from_fen: 80_000, rate_bps: 2000, quick_fen: 16_000 }];
  assert.deepEqual(
    lines("save_wechat_settings", { before: { withholding: [] }, after: { withholding } }),
    ["代扣税：没有 → ¥800.00 起 20%"],
  );
  const licence = { name: "营业执照", holder: "", number: "9133", picture_url: null };
  const after = { licences: [licence, { ...licence, name: "许可证", number: "" }] };
  assert.deepEqual(
    lines("update_shop", { before: { licences: [] }, after }),
    ["证照：没有 → 营业执照 9133、许可证"],
  );
  assert.deepEqual(
    lines("save_credential", { before: {}, after: { wechatpay_public_key: { serial: "P1" } } }),
    ["微信支付公钥：放入了新的，序列号 P1"],
  );
});

Deno.test("staff are told by role and state; price and stock by what they were", () => {
  assert.deepEqual(
    lines("set_staff", {
      before: { role: "support", status: "active" },
      after: { role: "finance", status: "left" },
    }),
    ["角色：客服 → 财务", "状态：在职 → 已离职"],
  );
  assert.deepEqual(lines("set_price", { from_fen: 900, to_fen: 800 }), ["价格：¥9.00 → ¥8.00"]);
  assert.deepEqual(lines("adjust_stock", { delta: 5 }), ["库存：+5"]);
  assert.deepEqual(lines("count_stock", { before: 5, after: 3 }), ["实有：5 → 3"]);
});

Deno.test("a row that says nothing of a change has no lines", () => {
  for (const detail of [null, {}, { before: null, after: [] }, "text", { weather: "fine" }]) {
    assert.deepEqual(lines("save_shop_settings", detail), []);
  }
});
