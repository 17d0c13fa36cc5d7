import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import type { PayResult } from "@/shared/wechat/pay/result.ts";
import { no_answer, not_found, ok, refusal } from "@/shared/wechat/pay/test_results.ts";
import type { TransferBillRequest } from "@/shared/wechat/pay/types.ts";
import { askAboutTransfer } from "../asking/transfers.ts";
import { mchid, type PayAnswers, payJobs, taskOf } from "../testing/pay_jobs.ts";
import { cancelTransfer, sendTransfer } from "./transfer.ts";

writeLogTo(() => {});

const out_bill_no = "0".repeat(32);
const request = { out_bill_no, transfer_amount: 500 } as TransferBillRequest;
const bill = (state: string) => ok({ out_bill_no, state });

/** One try of sending: what follows, what was asked, and which state SQL was told. */
async function sending(wechat: PayAnswers, tries = 3, send = true) {
  const { services, asked, told } = payJobs(wechat, { begin_transfer: { send } });
  const task = taskOf({ withdrawal_id: "w", mchid, request }, tries);
  const { kind } = await sendTransfer(services, task);
  return [kind, asked.join(), told[1]?.bill];
}

async function cancelling(wechat: PayAnswers, tries = 3) {
  const { services, told } = payJobs(wechat);
  const task = taskOf({ withdrawal_id: "w", mchid, out_bill_no }, tries);
  const { kind } = await cancelTransfer(services, task);
  return [kind, (told[0]?.bill as { state: string } | undefined)?.state];
}

Deno.test("C73 a refusal of a transfer is final for known codes, at the third try, when a query finds no bill", async () => {
  const query = "createTransferBill,queryTransferBill";
  for (const code of ["NOTSENT", "INVALIDREQUEST", "PARAMERROR", "OPENIDMISMATCH"]) {
    const wechat = { createTransferBill: refusal(code), queryTransferBill: not_found };
    assert.deepEqual(await sending(wechat, 2), ["again", query, undefined], code);
    const told = { state: "FAIL", fail_reason: code, fail_message: "说明" };
    assert.deepEqual(await sending(wechat, 3), ["done", query, told], code);
    const lost = { ...wechat, queryTransferBill: no_answer };
    assert.deepEqual(await sending(lost, 12), ["again", query, undefined], code);
    const { value } = bill("SUCCESS") as { value: unknown };
    const there = { ...wechat, queryTransferBill: bill("SUCCESS") };
    assert.deepEqual(await sending(there, 3), ["done", query, value], code);
  }
  for (const code of ["NOTENOUGH", "NOAUTH", "SIGNERROR", "NOTFOUND", "NEVERHEARDOF", ""]) {
    const wechat = { createTransferBill: refusal(code), queryTransferBill: not_found };
    assert.deepEqual(await sending(wechat, 12), ["again", query, undefined], code);
  }
});

Deno.test("a transfer without an answer is sent again, and one that must not go is not sent", async () => {
  const wechat = { createTransferBill: no_answer };
  assert.deepEqual(await sending(wechat, 12), ["again", "createTransferBill", undefined]);
  assert.deepEqual(await sending({}, 1, false), ["done", "", undefined]);
});

Deno.test("C78 a cancel ends with what WeChat has decided, and only with that", async () => {
  assert.deepEqual(await cancelling({ cancelTransferBill: bill("CANCELING") }), [
    "done",
    "CANCELING",
  ]);
  assert.deepEqual(await cancelling({ cancelTransferBill: no_answer }), ["again", undefined]);
  const cancelTransferBill = refusal("INVALIDREQUEST");
  const decided = ["SUCCESS", "FAIL", "CANCELLED", "TRANSFERING"];
  for (const state of [...decided, "ACCEPTED", "PROCESSING", "WAIT_USER_CONFIRM", "CANCELING"]) {
    const end = await cancelling({ cancelTransferBill, queryTransferBill: bill(state) });
    assert.deepEqual(end, [decided.includes(state) ? "done" : "again", state], state);
  }
  const absent = { cancelTransferBill: not_found, queryTransferBill: not_found };
  assert.deepEqual(await cancelling(absent, 3), ["done", "CANCELLED"]);
  assert.deepEqual(await cancelling(absent, 2), ["again", undefined]);
  const doubts: [PayResult<unknown>, PayResult<unknown>][] = [
    [cancelTransferBill, not_found],
    [not_found, no_answer],
    [not_found, refusal("NEVERHEARDOF")],
  ];
  for (const [cancel, query] of doubts) {
    const wechat = { cancelTransferBill: cancel, queryTransferBill: query };
    assert.deepEqual(await cancelling(wechat, 12), ["again", undefined]);
  }
});

Deno.test("a bill that waits for its receiver is created again for its package, where that is missing, and no other is", async () => {
  const asking = async (state: string, frozen: TransferBillRequest | null) => {
    const wechat = { queryTransferBill: bill(state), createTransferBill: bill("CREATED") };
    const { services, asked, told } = payJobs(wechat);
    const ids = { shop_id: "s", shop: "demo", withdrawal_id: "w", mchid, out_bill_no };
    await askAboutTransfer(services, { ...ids, request: frozen });
    return [asked.length, (told[0]!.bill as { state: string }).state];
  };
  assert.deepEqual(await asking("WAIT_USER_CONFIRM", request), [2, "CREATED"]);
  assert.deepEqual(await asking("WAIT_USER_CONFIRM", null), [1, "WAIT_USER_CONFIRM"]);
  assert.deepEqual(await asking("SUCCESS", request), [1, "SUCCESS"]);
  assert.deepEqual(await asking("FAIL", request), [1, "FAIL"]);
});

Deno.test("the transfer of another merchant's number is neither sent, nor asked about, nor cancelled", async () => {
  const wechat = {
    createTransferBill: bill("ACCEPTED"),
    queryTransferBill: bill("SUCCESS"),
    cancelTransferBill: bill("CANCELING"),
  };
  const { services, asked, told } = payJobs(wechat, { begin_transfer: { send: true } });
  const other = { withdrawal_id: "w", mchid: "1900000002" };
  const refused = { code: "CREDENTIAL_MISSING" };
  await assert.rejects(sendTransfer(services, taskOf({ ...other, request })), refused);
  await assert.rejects(cancelTransfer(services, taskOf({ ...other, out_bill_no })), refused);
  const question = { ...other, shop_id: "s", shop: "demo", out_bill_no, request: null };
  await assert.rejects(askAboutTransfer(services, question), refused);
  assert.deepEqual([asked, told.map(({ fn }) => fn)], [[], ["begin_transfer"]]);
});
