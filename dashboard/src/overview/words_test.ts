import assert from "node:assert/strict";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { wordsOf } from "./words.ts";

const message = (over: Partial<LiveMessage>): LiveMessage => ({
  kind: "order.paid",
  id: "x1",
  at: "2026-11-30T04:00:00Z",
  ...over,
});

Deno.test("each message is told in words and leads to where its thing can be seen", () => {
  const told: [Partial<LiveMessage>, string, string | undefined][] = [
    [{ kind: "click.recorded" }, "有人打开了分享", undefined],
    [{ kind: "order.placed" }, "新订单，等待付款", "/orders?order=x1"],
    [{ delta: { paid_fen: 12_345 } }, "付款 ¥123.45", "/orders?order=x1"],
    [
      { kind: "order.refunded", delta: { refunded_fen: 500 } },
      "退款 ¥5.00",
      "/orders?status=refunded",
    ],
    [{ kind: "order.changed", status: "shipped" }, "订单已发货", "/orders?order=x1"],
    [{ kind: "order.changed", status: "closed" }, "订单已关闭", "/orders?order=x1"],
    [
      { kind: "after_sale.changed", status: "requested" },
      "新的售后申请",
      "/orders?view=after-sales",
    ],
    [
      { kind: "distributor.changed", status: "applied" },
      "新的推广员申请",
      "/distributors?status=applied",
    ],
    [
      { kind: "withdrawal.changed", status: "requested" },
      "新的提现申请",
      "/withdrawals?status=requested",
    ],
  ];
  for (const [over, text, to] of told) {
    const words = wordsOf(message(over));
    assert.deepEqual([words?.text, words?.to], [text, to]);
  }
});

Deno.test("decisions of the staff, and messages that are no news, are not told", () => {
  for (
    const over of [
      { kind: "order.changed", status: "paid" },
      { kind: "after_sale.changed", status: "approved" },
      { kind: "distributor.changed", status: "approved" },
      { kind: "withdrawal.changed", status: "paid" },
      { kind: "commission.pending" },
      { kind: "staff.changed" },
    ] as const
  ) assert.equal(wordsOf(message(over)), undefined);
});
