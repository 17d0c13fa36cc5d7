import assert from "node:assert/strict";
import {
  abnormalRefundBody,
  FieldError,
  jsapiOrderBody,
  refundBody,
  transferBillBody,
  transferName,
} from "./bodies.ts";
import type { BankCard, JsapiOrder, RefundRequest, TransferBillRequest } from "./types.ts";

const order: JsapiOrder = {
  appid: "wx1",
  mchid: "1900000001",
  description: "龙井茶",
  out_trade_no: "P20260101000001",
  notify_url: "https://mall.example/functions/v1/wechat/shops/demo/payment",
  amount: { total: 100, currency: "CNY" },
  payer: { openid: "oABC" },
};
const refund: RefundRequest = {
  out_trade_no: order.out_trade_no,
  out_refund_no: "R1",
  amount: { refund: 1, total: 100, currency: "CNY" },
};
const bill: TransferBillRequest = {
  appid: "wx1",
  out_bill_no: "W1",
  transfer_scene_id: "1005",
  openid: "oABC",
  transfer_amount: 10,
  transfer_remark: "推广佣金",
  transfer_scene_report_infos: [
    { info_type: "岗位类型", info_content: "推广员" },
    { info_type: "报酬说明", info_content: "2026年1月推广佣金" },
  ],
};

function refusedField(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof FieldError) return error.field;
    throw error;
  }
  return "";
}

Deno.test("jsapiOrderBody: refuses what WeChat Pay would refuse, by field", () => {
  const amount = (total: number) => ({ total, currency: "CNY" as const });
  const cases: [string, Partial<JsapiOrder>][] = [
    ["", {}],
    ["", { out_trade_no: "aB_-*|" }],
    ["out_trade_no", { out_trade_no: "short" }],
    ["out_trade_no", { out_trade_no: "x".repeat(33) }],
    ["out_trade_no", { out_trade_no: "P2026 0101" }],
    ["out_trade_no", { out_trade_no: "P2026中文" }],
    ["amount.total", { amount: amount(0) }],
    ["amount.total", { amount: amount(1.5) }],
    ["amount.total", { amount: amount(2 ** 53) }],
    ["notify_url", { notify_url: "https://mall.example/pay?shop=1" }],
    ["notify_url", { notify_url: `https://mall.example/${"x".repeat(255)}` }],
    ["notify_url", { notify_url: "/functions/v1/wechat" }],
    ["", { time_expire: "2026-11-29T15:36:22+08:00" }],
    ["time_expire", { time_expire: "2026-11-29T15:36:22.000+08:00" }],
    ["time_expire", { time_expire: "2026-11-29 15:36:22" }],
    ["payer.openid", { payer: { openid: "" } }],
    ["attach", { attach: "🎁" }],
    ["attach", { attach: "x".repeat(129) }],
  ];
  for (const [field, change] of cases) {
    assert.equal(
      refusedField(() => jsapiOrderBody({ ...order, ...change })),
      field,
      JSON.stringify(change),
    );
  }
});

Deno.test("jsapiOrderBody: the description is cleaned, and is never empty", () => {
  const description = (text: string) => jsapiOrderBody({ ...order, description: text }).description;
  assert.equal(description("🍵龙井茶🍵"), "龙井茶");
  assert.equal(description("🍵"), order.out_trade_no);
  assert.equal(description("茶".repeat(200)).length, 127);
});

Deno.test("refundBody: refuses by field; an empty reason is left out", () => {
  const amount = (refund: number, total: number) => ({ refund, total, currency: "CNY" as const });
  const { out_trade_no: _, ...without_order } = refund;
  assert.equal(refusedField(() => refundBody(without_order)), "transaction_id");
  assert.equal(refusedField(() => refundBody({ ...without_order, transaction_id: "4200" })), "");
  assert.equal(
    refusedField(() => refundBody({ ...refund, out_refund_no: "R 1" })),
    "out_refund_no",
  );
  assert.equal(refusedField(() => refundBody({ ...refund, out_refund_no: "R@|*_-1" })), "");
  assert.equal(
    refusedField(() => refundBody({ ...refund, amount: amount(0, 100) })),
    "amount.refund",
  );
  assert.equal(
    refusedField(() => refundBody({ ...refund, amount: amount(101, 100) })),
    "amount.total",
  );
  assert.equal("reason" in refundBody({ ...refund, reason: "🎁" }), false);
  assert.equal(refundBody({ ...refund, reason: "退货🎁" }).reason, "退货");
});

Deno.test("transferBillBody: refuses by field", () => {
  const infos = (info_content: string) => [{ info_type: "岗位类型", info_content }];
  const cases: [string, Partial<TransferBillRequest>][] = [
    ["", {}],
    ["out_bill_no", { out_bill_no: "W_1" }],
    ["out_bill_no", { out_bill_no: "" }],
    ["transfer_amount", { transfer_amount: 9 }],
    ["transfer_remark", { transfer_remark: "🎁" }],
    ["transfer_scene_report_infos", { transfer_scene_report_infos: [] }],
    ["info_content", { transfer_scene_report_infos: infos("推".repeat(33)) }],
    ["openid", { openid: "" }],
  ];
  for (const [field, change] of cases) {
    assert.equal(
      refusedField(() => transferBillBody({ ...bill, ...change })),
      field,
      JSON.stringify(change),
    );
  }
});

Deno.test("transferName: needed from 2,000 yuan, not sent below 0.30 yuan", () => {
  assert.equal(transferName(199_999, undefined), undefined);
  assert.equal(refusedField(() => transferName(200_000, undefined)), "user_name");
  assert.equal(refusedField(() => transferName(200_000, " ")), "user_name");
  assert.equal(transferName(200_000, " 张三 "), "张三");
  assert.equal(transferName(30, "张三"), "张三");
  assert.equal(transferName(29, "张三"), undefined);
});

Deno.test("the longest that WeChat Pay takes is sent, one character more is not", () => {
  const url = (length: number) => "https://mall.example/".padEnd(length, "x");
  const infos = (type: number, content: number) => ({
    transfer_scene_report_infos: [
      { info_type: "推".repeat(type), info_content: "推".repeat(content) },
    ],
  });
  const orderOf = (change: Partial<JsapiOrder>) => () => jsapiOrderBody({ ...order, ...change });
  const refundOf = (change: Partial<RefundRequest>) => () => refundBody({ ...refund, ...change });
  const billOf = (change: Partial<TransferBillRequest>) => () =>
    transferBillBody({ ...bill, ...change });
  const cases: [field: string, longest: () => unknown, longer: () => unknown][] = [
    ["notify_url", orderOf({ notify_url: url(255) }), orderOf({ notify_url: url(256) })],
    ["attach", orderOf({ attach: "x".repeat(128) }), orderOf({ attach: "x".repeat(129) })],
    ["notify_url", refundOf({ notify_url: url(256) }), refundOf({ notify_url: url(257) })],
    [
      "out_refund_no",
      refundOf({ out_refund_no: "R".repeat(64) }),
      refundOf({ out_refund_no: "R".repeat(65) }),
    ],
    [
      "out_bill_no",
      billOf({ out_bill_no: "W".repeat(32) }),
      billOf({ out_bill_no: "W".repeat(33) }),
    ],
    ["notify_url", billOf({ notify_url: url(256) }), billOf({ notify_url: url(257) })],
    ["info_type", billOf(infos(15, 32)), billOf(infos(16, 32))],
    ["info_content", billOf(infos(15, 32)), billOf(infos(15, 33))],
    ["openid", billOf({ openid: "o".repeat(64) }), billOf({ openid: "o".repeat(65) })],
  ];
  for (const [field, longest, longer] of cases) {
    assert.equal(refusedField(longest), "", field);
    assert.equal(refusedField(longer), field);
  }
  assert.equal(refundBody({ ...refund, reason: "退".repeat(99) }).reason, "退".repeat(80));
});

Deno.test("abnormalRefundBody: a card goes with USER_BANK_CARD and its bank, and with nothing else", () => {
  const card: BankCard = { bank_account: "62220212", real_name: "张三" };
  const refused = (type: "USER_BANK_CARD" | "MERCHANT_BANK_CARD", to: BankCard | null, bank = "") =>
    refusedField(() => {
      const bank_type = bank === "" ? {} : { bank_type: bank };
      return abnormalRefundBody({ out_refund_no: "R1", type, ...bank_type }, to);
    });
  assert.equal(refused("USER_BANK_CARD", card, "ICBC_DEBIT"), "");
  assert.equal(refused("MERCHANT_BANK_CARD", null), "");
  assert.equal(refused("USER_BANK_CARD", null, "ICBC_DEBIT"), "type");
  assert.equal(refused("USER_BANK_CARD", card), "type");
  assert.equal(refused("MERCHANT_BANK_CARD", card, "ICBC_DEBIT"), "type");
  for (const bank_account of ["6222021", "6".repeat(31), "6222 0212", ""]) {
    const wrong = { ...card, bank_account };
    assert.equal(refused("USER_BANK_CARD", wrong, "ICBC_DEBIT"), "bank_account");
  }
  assert.equal(refused("USER_BANK_CARD", { ...card, real_name: "" }, "ICBC_DEBIT"), "real_name");
});
