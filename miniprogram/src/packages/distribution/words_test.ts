import assert from "node:assert/strict";
import type { Commission } from "@/contracts/distributors.ts";
import { withdrawalReason } from "@/contracts/words.ts";
import { settlingWords, sourceWords } from "./words";

const commission: Commission = {
  id: "c",
  level: 1,
  status: "pending",
  order_number: "26",
  line_no: 1,
  product_title: "茶",
  image_url: null,
  quantity: 1,
  base_fen: 1000,
  rate_bps: 1000,
  commission_fen: 100,
  reversed_fen: 0,
  remaining_fen: 100,
  reason: {
    kind: "rate",
    rule: "r",
    rate_bps: 1000,
    fixed_fen: null,
    cap_bps: 2000,
    clamped: false,
  },
  holds: [],
  from: "林**",
  created_at: "2026-11-20T00:00:00Z",
  settle_at: null,
  settled_at: null,
};

Deno.test("a commission says whose purchase brought it, and hides the customers of others", () => {
  assert.equal(sourceWords(commission), "客户 林** 购买");
  assert.equal(sourceWords({ level: 2, from: null }), "我邀请的推广员的客户购买");
});

Deno.test("a commission says when it settles, or what it waits for", () => {
  assert.equal(settlingWords(commission), "买家收货后开始计算结算时间");
  assert.match(
    settlingWords({ ...commission, settle_at: "2036-11-27T04:00:00Z" }),
    /^预计 2036年11月27日 .* 结算$/,
  );
  assert.equal(
    settlingWords({ ...commission, status: "held", holds: ["after_sale", "risk"] }),
    "售后处理中，风险核查中，解除冻结后结算",
  );
});

Deno.test("WeChat's codes become words, and what staff wrote stays", () => {
  assert.equal(withdrawalReason(null), "");
  assert.equal(withdrawalReason("资料不全"), "资料不全");
  assert.equal(withdrawalReason("OVERDUE_CLOSE"), "超过时间没有确认收款");
  assert.equal(withdrawalReason("SOMETHING_NEW"), "微信没有完成转账");
});
