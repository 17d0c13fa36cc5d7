import assert from "node:assert/strict";
import { newKeyPair, notificationBody, signedHeaders } from "@/shared/wechat/test_support.ts";
import { Mall } from "../support/mall.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { Callbacks, saveCredential } from "../support/wechat_callbacks.ts";
import { noticesOf, openCallbacks, statusOf, unpaid } from "@/tests/support/payment_callbacks.ts";

Deno.test("C43 a payment notification that comes three times, two of them at once, pays once", async () => {
  const { db, mall, callbacks, close } = await openCallbacks();
  const paid = await unpaid(mall);
  const body = callbacks.payment(paid.transaction);
  const send = () => callbacks.post("notify/payment", body, callbacks.signed(body));

  const answers = [...await Promise.all([send(), send()]), await send()];
  for (const { status, text } of answers) {
    assert.equal(status, 200);
    assert.equal(JSON.parse(text).code, "SUCCESS");
  }
  assert.equal(await statusOf(mall, paid), "paid");
  const notices = await noticesOf(mall);
  assert.deepEqual(notices.map(({ outcome }) => outcome), ["applied"]);
  assert.match(JSON.stringify(notices[0]!.body), /"raw": ?"/);
  const [payments] = await db.sql`
    select count(*)::int as count from ledger.transfers where kind = 'payment'`;
  assert.equal(payments!.count, 1);
  await mall.checkBooks();
  await close();
});

Deno.test("C43 a notification sent again by somebody else changes nothing", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const paid = await unpaid(mall);
  const body = callbacks.payment(paid.transaction);
  const headers = callbacks.signed(body);
  assert.equal((await callbacks.post("notify/payment", body, headers)).status, 200);

  const before = await readRows(mall.db.sql);
  const again = await callbacks.post("notify/payment", body, headers);
  assert.equal(again.status, 200);
  assert.deepEqual(changedTables(before, await readRows(mall.db.sql)), []);
  assert.equal(again.lines.length, 1);
  assert.equal(again.lines[0]!.reason, "duplicate");
  assert.ok(again.lines[0]!.request_id);
  await close();
});

Deno.test("C95 a key that WeChat has just begun to use is found, and the old one still counts", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const [first, second] = [await unpaid(mall), await unpaid(mall)];
  const old_body = callbacks.payment(first.transaction);
  assert.equal(
    (await callbacks.post("notify/payment", old_body, signedHeaders(old_body))).status,
    200,
  );

  const next = newKeyPair();
  await saveCredential(mall, "wechatpay_public_key", "PUB_KEY_ID_2", next.public_pem);
  const body = notificationBody(
    "transaction",
    "TRANSACTION.SUCCESS",
    JSON.stringify(second.transaction),
  ).replace("EV-1", "EV-2");
  const headers = signedHeaders(body, next.private_pem, "PUB_KEY_ID_2");
  assert.equal((await callbacks.post("notify/payment", body, headers)).status, 200);
  assert.equal(await statusOf(mall, second), "paid");
  const repeated = await callbacks.post("notify/payment", old_body, signedHeaders(old_body));
  assert.equal(repeated.status, 200);
  await close();
});

Deno.test("a notification for another shop's address is not believed there", async () => {
  const { db, mall, callbacks, close } = await openCallbacks();
  const paid = await unpaid(mall);
  const other = await Callbacks.open(await Mall.open(db, "other"));
  const body = callbacks.payment(paid.transaction);
  const answer = await other.post("notify/payment", body, signedHeaders(body));
  assert.equal(answer.status, 400);
  assert.equal(answer.lines[0]!.reason, "unknown_number");
  assert.equal(await statusOf(mall, paid), "pending_payment");
  await other.close();
  await close();
});
