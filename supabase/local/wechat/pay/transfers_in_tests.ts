/** For tests of transfers: a bill made, read and waiting for its user. */
import assert from "node:assert/strict";
import { merchant, type Shop, transferBody } from "../test_support.ts";

export const bills = "/v3/fund-app/mch-transfer/transfer-bills";

export const byNumber = (number: string) => `${bills}/out-bill-no/${number}`;

export function create(shop: Shop, body: Record<string, unknown>) {
  return shop.pay("POST", bills, body);
}

/** A bill that waits for its user. */
export async function waiting(shop: Shop, number: string, amount = 5000) {
  const { openid } = shop.simulator.control.createUser({ real_name: "张三" });
  const body = transferBody(number, openid, amount);
  const answer = await create(shop, body);
  assert.equal(answer.json.state, "WAIT_USER_CONFIRM", answer.text);
  return { openid, body, package_info: String(answer.json.package_info) };
}

export async function stateOf(shop: Shop, number: string) {
  await shop.simulator.settle();
  const answer = await shop.pay("GET", byNumber(number));
  return [answer.json.state, answer.json.fail_reason];
}

export const operation = (shop: Shop) => shop.simulator.control.funds(merchant.mchid).operation_fen;
