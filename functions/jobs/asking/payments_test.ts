import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import type { PayResult } from "@/shared/wechat/pay/result.ts";
import { no_answer, ok, refusal } from "@/shared/wechat/pay/test_results.ts";
import { closeAtWechat } from "../outbox/close_payment.ts";
import { mchid, type PayAnswers, payJobs, taskOf } from "../testing/pay_jobs.ts";
import { askAboutPayment, closePayment } from "./payments.ts";

writeLogTo(() => {});

const question = {
  shop_id: "s",
  shop: "demo",
  attempt_id: "a",
  mchid,
  out_trade_no: "0".repeat(32),
  close: false,
};
const asClosing = { ...question, close: true };
const payment = (trade_state: string) => ok({ out_trade_no: question.out_trade_no, trade_state });

/** What becomes of the attempt when WeChat answers so: the end, what was asked, what SQL was told. */
async function asking(wechat: PayAnswers, about = question) {
  const { services, asked, told } = payJobs(wechat);
  const end = await askAboutPayment(services, about);
  return [end, asked.join(), told.map(({ fn }) => fn).join()];
}

async function closing(wechat: PayAnswers) {
  const { services, asked, told } = payJobs(wechat);
  const end = await closePayment(services, asClosing);
  return [end, asked.join(), told.map(({ fn }) => fn).join()];
}

Deno.test("SUCCESS and REFUND as a payment's state mean that it was paid, and SQL is told the whole of it", async () => {
  for (const state of ["SUCCESS", "REFUND"]) {
    for (const about of [question, asClosing]) {
      const { services, asked, told } = payJobs({ queryOrder: payment(state) });
      assert.equal(await askAboutPayment(services, about), "paid", state);
      assert.deepEqual(asked, ["queryOrder"]);
      const transaction = { out_trade_no: question.out_trade_no, trade_state: state };
      const fn = "record_payment_answer";
      assert.deepEqual(told, [{ fn, shop_id: "s", attempt_id: "a", transaction }]);
    }
  }
});

Deno.test("a payment that SQL does not believe is not paid", async () => {
  const verdicts = { applied: "paid", duplicate: "paid", rejected: "unknown" };
  for (const [result, end] of Object.entries(verdicts)) {
    const answers = { queryOrder: payment("SUCCESS") };
    const { services } = payJobs(answers, { record_payment_answer: { result, reason: "x" } });
    assert.equal(await askAboutPayment(services, question), end, result);
  }
});

Deno.test("an order that is over at WeChat is over here; another one waits, or is closed there first", async () => {
  for (const state of ["CLOSED", "REVOKED"]) {
    assert.deepEqual(await asking({ queryOrder: payment(state) }), [
      "closed",
      "queryOrder",
      "record_payment_closed",
    ]);
  }
  for (const state of ["NOTPAY", "USERPAYING", "PAYERROR", "ACCEPT", "NEVER_HEARD_OF"]) {
    const queryOrder = payment(state);
    assert.deepEqual(await asking({ queryOrder }), ["open", "queryOrder", ""], state);
    assert.deepEqual(await asking({ queryOrder, closeOrder: ok(null) }, asClosing), [
      "closed",
      "queryOrder,closeOrder",
      "record_payment_closed",
    ]);
  }
});

Deno.test("a payment that WeChat never heard of waits until it shall close; without an answer nothing is known", async () => {
  for (const code of ["ORDERNOTEXIST", "RESOURCENOTEXISTS", "NOTFOUND"]) {
    const wechat = { queryOrder: refusal(code) };
    assert.deepEqual(await asking(wechat), ["open", "queryOrder", ""]);
    const closed = ["closed", "queryOrder", "record_payment_closed"];
    assert.deepEqual(await asking(wechat, asClosing), closed);
  }
  for (const queryOrder of [no_answer, refusal("SIGNERROR"), refusal("NEVERHEARDOF")]) {
    for (const about of [question, asClosing]) {
      assert.deepEqual(await asking({ queryOrder }, about), ["unknown", "queryOrder", ""]);
    }
  }
});

Deno.test("a refusal to close means closed for good, paid, or to be asked again", async () => {
  const final = [ok(null), refusal("ORDERCLOSED"), refusal("ORDERNOTEXIST"), refusal("NOTFOUND")];
  for (const closeOrder of final) {
    const closed = ["closed", "closeOrder", "record_payment_closed"];
    assert.deepEqual(await closing({ closeOrder }), closed);
  }
  const later = ["SIGNERROR", "INVALIDREQUEST", "PARAMERROR", "NOAUTH", "NEVERHEARDOF", "NOTSENT"];
  for (const closeOrder of [no_answer, ...later.map(refusal)]) {
    assert.deepEqual(await closing({ closeOrder }), ["unknown", "closeOrder", ""]);
  }

  const closeOrder = refusal("ORDERPAID");
  const asked = "closeOrder,queryOrder";
  for (const state of ["SUCCESS", "REFUND"]) {
    const wechat = { closeOrder, queryOrder: payment(state) };
    assert.deepEqual(await closing(wechat), ["paid", asked, "record_payment_answer"]);
  }
  const doubts: PayResult<unknown>[] = [
    ...[payment("NOTPAY"), payment("CLOSED"), no_answer, refusal("ORDERNOTEXIST")],
  ];
  for (const queryOrder of doubts) {
    assert.deepEqual(await closing({ closeOrder, queryOrder }), ["unknown", asked, ""]);
  }
});

Deno.test("a row that closes a payment is done when it is closed or paid, and comes again until then", async () => {
  const attempt = (wechat: PayAnswers) => closeAtWechat(payJobs(wechat).services, taskOf(question));
  const outcome = async (wechat: PayAnswers) => (await attempt(wechat)).kind;
  assert.equal(await outcome({ closeOrder: ok(null) }), "done");
  const closeOrder = refusal("ORDERPAID");
  assert.equal(await outcome({ closeOrder, queryOrder: payment("SUCCESS") }), "done");
  assert.equal(await outcome({ closeOrder, queryOrder: payment("NOTPAY") }), "again");
  assert.equal(await outcome({ closeOrder: no_answer }), "again");
  const refused = await attempt({ closeOrder: refusal("NOAUTH") });
  assert.deepEqual(refused, { kind: "again", error: "refused 400 NOAUTH 说明" }); // for staff
  const unclear = await attempt({ closeOrder, queryOrder: payment("NOTPAY") });
  assert.match(unclear.kind === "done" ? "" : unclear.error, /did not say/);
});

Deno.test("the payment of another merchant's number is neither asked about nor closed", async () => {
  const { services, asked, told } = payJobs({
    queryOrder: payment("NOTPAY"),
    closeOrder: ok(null),
  });
  const other = { ...asClosing, mchid: "1900000002" };
  await assert.rejects(askAboutPayment(services, other), { code: "CREDENTIAL_MISSING" });
  await assert.rejects(closePayment(services, other), { code: "CREDENTIAL_MISSING" });
  assert.deepEqual([asked, told], [[], []]);
});
