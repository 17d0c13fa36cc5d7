import assert from "node:assert/strict";
import { freeWords, payRows } from "./pay_words.ts";

Deno.test("what somebody new earns is said level by level, with when and from what amount it is paid", () => {
  const rows = payRows({
    rates: [
      { level: 1, rate_bps: 1250, fixed_fen: null },
      { level: 2, rate_bps: null, fixed_fen: 300 },
    ],
    rates_vary: false,
    settle_days: 7,
    withdraw_from_fen: 1000,
  });
  assert.deepEqual(rows.map(({ name, value }) => [name, value]), [
    ["你的客户购买", "12.5%"],
    ["你邀请的推广员的客户购买", "¥3.00"],
    ["结算", "7 天"],
    ["提现", "满 ¥10.00"],
  ]);
  assert.deepEqual([rows[0]!.words, rows[1]!.words], ["按客户实付的商品金额", "每卖出一件"]);
});

Deno.test("C97 becoming one needs no purchase, and the page says so unless the shop asks for one", () => {
  assert.match(freeWords([]), /不需要购买商品/);
  assert.match(freeWords([{ kind: "invitation" }]), /不需要购买商品/);
  for (const kind of ["purchase", "spend"] as const) {
    assert.doesNotMatch(freeWords([{ kind }]), /不需要购买/);
  }
});
