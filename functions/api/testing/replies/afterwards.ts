/** What comes after a purchase: money paid out, goods sent back. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

export async function withdraw(story: Story): Promise<void> {
  const { ask, refusal, owner, b } = story;
  const ten = { amount_fen: 20 };
  const named = { name: "李 小明", agrees: true };
  assert.equal((await ask("PUT /distributor/real-name", { as: b, json: named })).real_name, "李**");
  const amount = { as: b, query: { amount_fen: "250000" } };
  assert.equal((await ask("GET /distributor/withdrawal-quote", amount)).with_name, true);
  await ask("DELETE /distributor/real-name", { as: b });
  await ask("GET /distributor/adjustments", { as: b });
  const me = await ask("GET /distributor", { as: b });
  const large = await ask("POST /staff/distributors/:distributor/adjustments", {
    as: owner,
    params: { distributor: me.distributor!.id },
    json: { amount_fen: 200_000, reason },
  });
  await ask("POST /staff/adjustments/:adjustment/decision", {
    as: owner,
    params: { adjustment: large.id },
    json: { confirm: false, reason },
  });
  await ask("GET /staff/adjustments", { as: owner });
  await ask("GET /staff/liabilities/trend", { as: owner });
  await ask("GET /staff/withdrawals/open", { as: owner });
  await ask("GET /staff/taxes", { as: owner, query: { year: "2026" } });
  await ask("GET /staff/taxes/export", { as: owner, query: { year: "2026" } });
  const first = await ask("POST /withdrawals", { as: b, json: ten });
  assert.equal(
    await refusal("POST /withdrawals", { as: b, json: ten }),
    "WITHDRAWAL_OPEN_EXISTS",
  );
  await ask("POST /withdrawals/:withdrawal/cancellation", {
    as: b,
    params: { withdrawal: first.id },
  });
  const second = await ask("POST /withdrawals", { as: b, json: ten });
  await ask("GET /withdrawals", { as: b });
  await ask("GET /staff/withdrawals", { as: owner });
  await ask("POST /staff/withdrawals/:withdrawal/review", {
    as: owner,
    params: { withdrawal: second.id },
    json: { approve: false, reason },
  });
  const late = await ask("POST /staff/withdrawals/reviews", {
    as: owner,
    json: { ids: [second.id], approve: true, reason },
  });
  assert.equal(late.items[0].code, "WITHDRAWAL_STATE");
}

export async function sendBack(story: Story): Promise<void> {
  const { ask, owner, c, order } = story;
  const request = (kind: string, line_no: number) =>
    ask("POST /after-sales", {
      as: c,
      json: { order_id: order, kind, lines: [{ line_no, quantity: 1 }], reason: "不合适" },
    });
  const preview = { params: { order }, query: { pieces: "1:1,2:1" } };
  const mine = await ask("GET /orders/:order/refund-preview", { as: c, ...preview });
  const theirs = await ask("GET /staff/orders/:order/refund-preview", {
    as: owner,
    ...preview,
  });
  assert.equal(mine.payable_fen, theirs.payable_fen);
  const first = await request("return_refund", 1);
  await ask("POST /after-sales/:after_sale/cancellation", {
    as: c,
    params: { after_sale: first.id },
  });
  const returned = await request("return_refund", 1);
  await ask("GET /staff/after-sales", { as: owner });
  const on = (after_sale: string) => ({ as: owner, params: { after_sale } });
  const yes = { approve: true, reason };
  await ask("POST /staff/after-sales/:after_sale/review", { ...on(returned.id), json: yes });
  await ask("POST /after-sales/:after_sale/return", {
    as: c,
    params: { after_sale: returned.id },
    json: { carrier: "顺丰速运", tracking_no: "SF1000000001" },
  });
  await ask("POST /staff/after-sales/:after_sale/return", {
    ...on(returned.id),
    json: { reason },
  });
  const exchange = await request("exchange", 2);
  await ask("POST /staff/after-sales/:after_sale/review", { ...on(exchange.id), json: yes });
  await ask("POST /staff/after-sales/:after_sale/exchange", {
    ...on(exchange.id),
    json: { reason },
  });
  await ask("POST /staff/orders/:order/refunds", {
    as: owner,
    params: { order },
    json: { lines: [{ line_no: 1, quantity: 1 }], reason },
  });
  await ask("GET /staff/orders/:order", { as: owner, params: { order } });
}
