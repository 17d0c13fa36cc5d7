import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { no_answer, not_found, ok, refusal } from "@/shared/wechat/pay/test_results.ts";
import type { AbnormalRefundRequest, RefundRequest } from "@/shared/wechat/pay/types.ts";
import { askAboutRefund } from "../asking/refunds.ts";
import { mchid, type PayAnswers, payJobs, taskOf } from "../testing/pay_jobs.ts";
import { mendRefund } from "./abnormal_refund.ts";
import { sendRefund } from "./refund.ts";

writeLogTo(() => {});

const request = {
  out_refund_no: "R1",
  amount: { refund: 50, total: 100, currency: "CNY" },
} as RefundRequest;
const refund = (status: string) => ok({ out_refund_no: "R1", status });
const final = ["INVALIDREQUEST", "PARAMERROR", "RESOURCENOTEXISTS", "TRADEERROR"]
  .concat("USERACCOUNTABNORMAL");
const passing = ["NOTENOUGH", "NOAUTH", "SIGNERROR", "NOTSENT", "NEVERHEARDOF", ""];

async function sending(wechat: PayAnswers, tries = 3) {
  const { services, told } = payJobs(wechat);
  const task = taskOf({ refund_attempt_id: "r", mchid, request }, tries);
  return [(await sendRefund(services, task)).kind, told[0]?.refund];
}

async function mending(wechat: PayAnswers) {
  const { services, told } = payJobs(wechat);
  const mend: AbnormalRefundRequest = { out_refund_no: "R1", type: "MERCHANT_BANK_CARD" };
  const ids = { refund_attempt_id: "r", mchid, refund_id: "50", amount_fen: 50 };
  const { kind } = await mendRefund(services, taskOf({ ...ids, request: mend }));
  return [kind, told[0]?.refund as { status: string; failure?: string } | undefined];
}

Deno.test("C47 a refusal of a refund is final for known codes, at the third try, when a query finds no refund", async () => {
  for (const code of final) {
    const wechat = { createRefund: refusal(code), queryRefund: not_found };
    assert.deepEqual(await sending(wechat, 2), ["again", undefined], code);
    const told = {
      status: "CLOSED",
      amount: { refund: 50, total: 100 },
      failure: `${code} 说明`,
    };
    assert.deepEqual(await sending(wechat, 3), ["done", told], code);
    const lost = { ...wechat, queryRefund: no_answer };
    assert.deepEqual(await sending(lost, 12), ["again", undefined], code);
    const there = { ...wechat, queryRefund: refund("PROCESSING") };
    const found = { out_refund_no: "R1", status: "PROCESSING" };
    assert.deepEqual(await sending(there, 3), ["done", found], code);
  }
  for (const code of passing) {
    const wechat = { createRefund: refusal(code), queryRefund: not_found };
    assert.deepEqual(await sending(wechat, 12), ["again", undefined], code);
  }
  assert.deepEqual(await sending({ createRefund: no_answer }, 12), ["again", undefined]);
});

Deno.test("C47 a refused mending leaves the refund abnormal for known codes alone, and what WeChat has decided wins", async () => {
  const queryRefund = refund("ABNORMAL");
  for (const code of final) {
    const [kind, told] = await mending({ applyAbnormalRefund: refusal(code), queryRefund });
    const amount = { refund: 50, total: 50 };
    const expected = { status: "ABNORMAL", amount, failure: `${code} 说明` };
    assert.deepEqual([kind, told], ["done", expected]);
  }
  for (const code of passing) {
    const answer = await mending({ applyAbnormalRefund: refusal(code), queryRefund });
    assert.deepEqual(answer, ["again", undefined], code);
  }
  const applyAbnormalRefund = refusal("INVALIDREQUEST");
  for (const status of ["SUCCESS", "PROCESSING", "CLOSED"]) {
    const answer = await mending({ applyAbnormalRefund, queryRefund: refund(status) });
    assert.deepEqual(answer, ["done", { out_refund_no: "R1", status }]);
  }
  const lost = { applyAbnormalRefund, queryRefund: no_answer };
  assert.deepEqual(await mending(lost), ["again", undefined]);
  assert.deepEqual(await mending({ applyAbnormalRefund: no_answer }), ["again", undefined]);
});

Deno.test("a refund that WeChat does not have, or does not speak of, is told to nobody", async () => {
  const question = { shop_id: "s", shop: "demo", refund_attempt_id: "r", out_refund_no: "R1" };
  for (const queryRefund of [not_found, no_answer, refusal("SIGNERROR")]) {
    const { services, told } = payJobs({ queryRefund });
    await askAboutRefund(services, { ...question, mchid });
    assert.deepEqual(told, []);
  }
  const { services, told } = payJobs({ queryRefund: refund("SUCCESS") });
  await askAboutRefund(services, { ...question, mchid });
  assert.deepEqual(told.map(({ fn }) => fn), ["record_refund_answer"]);
});

Deno.test("the refund of another merchant's number is neither sent, nor asked about, nor mended", async () => {
  const { services, asked, told } = payJobs({
    createRefund: refund("PROCESSING"),
    queryRefund: refund("SUCCESS"),
    applyAbnormalRefund: refund("PROCESSING"),
  });
  const refused = { code: "CREDENTIAL_MISSING" };
  const other = { refund_attempt_id: "r", mchid: "1900000002" };
  await assert.rejects(sendRefund(services, taskOf({ ...other, request })), refused);
  const mend = { out_refund_no: "R1", type: "MERCHANT_BANK_CARD" } as const;
  const body = { ...other, refund_id: "50", amount_fen: 50, request: mend };
  await assert.rejects(mendRefund(services, taskOf(body)), refused);
  const question = { ...other, shop_id: "s", shop: "demo", out_refund_no: "R1" };
  await assert.rejects(askAboutRefund(services, question), refused);
  assert.deepEqual([asked, told], [[], []]);
});
