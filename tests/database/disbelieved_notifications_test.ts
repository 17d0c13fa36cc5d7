import assert from "node:assert/strict";
import { newKeyPair, notificationBody, signedHeaders } from "@/shared/wechat/test_support.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { noticesOf, openCallbacks, statusOf, unpaid } from "@/tests/support/payment_callbacks.ts";

Deno.test("C43 what WeChat did not say, or says of something else, changes nothing but its own record", async (t) => {
  const { mall, callbacks, close } = await openCallbacks();
  const paid = await unpaid(mall);
  const { transaction } = paid;
  const stranger = newKeyPair();
  const good = callbacks.payment(transaction);
  const now_s = Math.floor(Date.now() / 1000);
  const amount = { total: paid.payable_fen - 1, currency: "CNY" };

  interface Case {
    what: string;
    body: string;
    headers?: Headers;
    path?: string;
    status: number;
    reason: string;
    level?: string;
  }
  const probe = signedHeaders(good);
  probe.set("wechatpay-signature", "WECHATPAY/SIGNTEST/dGVzdA==");
  const cases: Case[] = [
    {
      what: "forged",
      body: good,
      headers: signedHeaders(good, stranger.private_pem),
      status: 401,
      reason: "bad_signature",
    },
    {
      what: "tampered",
      body: callbacks.payment({ ...transaction, transaction_id: "other" }),
      headers: signedHeaders(good),
      status: 401,
      reason: "bad_signature",
    },
    {
      what: "not signed",
      body: good,
      headers: new Headers(),
      status: 400,
      reason: "malformed",
    },
    {
      what: "SIGNTEST",
      body: good,
      headers: probe,
      status: 401,
      reason: "bad_signature",
      level: "info",
    },
    {
      what: "stale",
      body: good,
      headers: signedHeaders(good, undefined, undefined, now_s - 301),
      status: 401,
      reason: "stale",
    },
    {
      what: "from the future",
      body: good,
      headers: signedHeaders(good, undefined, undefined, now_s + 900),
      status: 401,
      reason: "stale",
    },
    {
      what: "a key nobody knows",
      body: good,
      headers: signedHeaders(good, stranger.private_pem, "PUB_KEY_ID_9"),
      status: 401,
      reason: "unknown_serial",
    },
    {
      what: "sealed with another key",
      body: callbacks.payment(transaction, "x".repeat(32)),
      status: 400,
      reason: "undecryptable",
    },
    { what: "no json", body: "<xml/>\0", status: 400, reason: "malformed" },
    {
      what: "another kind than the address is for",
      body: good,
      path: "notify/refund",
      status: 400,
      reason: "other_kind",
    },
    {
      what: "a product this mall does not use",
      body: notificationBody("profitsharing", "TRANSACTION.SUCCESS", "{}"),
      status: 400,
      reason: "other_kind",
    },
    {
      what: "wrong amount",
      body: callbacks.payment({ ...transaction, amount }),
      status: 400,
      reason: "wrong_amount",
    },
    {
      what: "wrong mchid",
      body: callbacks.payment({ ...transaction, mchid: "1900000002" }),
      status: 400,
      reason: "wrong_mchid",
    },
    {
      what: "wrong appid",
      body: callbacks.payment({ ...transaction, appid: "wx2" }),
      status: 400,
      reason: "wrong_appid",
    },
    {
      what: "a number nobody knows",
      body: callbacks.payment({ ...transaction, out_trade_no: "0".repeat(32) }),
      status: 400,
      reason: "unknown_number",
    },
  ];
  for (const { what, body, headers, path, status, reason, level } of cases) {
    await t.step(what, async () => {
      const before = await readRows(mall.db.sql);
      const kept = (await noticesOf(mall)).length;
      const sent = headers ?? signedHeaders(body);
      const request_id = crypto.randomUUID();
      sent.set("x-request-id", request_id);
      const answer = await callbacks.post(path ?? "notify/payment", body, sent);

      assert.equal(answer.status, status);
      assert.equal(JSON.parse(answer.text).code, "FAIL");
      const signed = status === 400 && headers === undefined;
      assert.deepEqual(
        changedTables(before, await readRows(mall.db.sql)),
        signed ? ["ops.work", "person.notices"] : ["person.notices"],
      );
      const notices = await noticesOf(mall);
      assert.equal(notices.length, kept + 1);
      assert.ok(notices.some((each) => each.outcome === "rejected" && each.reason === reason));
      assert.equal(answer.lines.length, 1);
      assert.equal(answer.lines[0]!.request_id, request_id);
      assert.equal(answer.lines[0]!.reason, reason);
      assert.equal(answer.lines[0]!.level, level ?? "warn");
      assert.equal(await statusOf(mall, paid), "pending_payment");
    });
  }
  await close();
});
