import assert from "node:assert/strict";
import {
  newKeyPair,
  notificationBody,
  signedHeaders,
  wechat_pay_id,
} from "@/shared/wechat/test_support.ts";
import { testDatabase } from "../support/database.ts";
import { Mall, type Paid } from "../support/mall.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { Callbacks, saveCredential } from "../support/wechat_callbacks.ts";

async function openCallbacks() {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall);
  const close = async () => {
    await callbacks.close();
    await db.drop();
  };
  return { db, mall, callbacks, close };
}

async function unpaid(mall: Mall): Promise<Paid> {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([9900]);
  return await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id: sku_id!, quantity: 1 }]));
}

async function statusOf(mall: Mall, { order_id }: Paid): Promise<string> {
  const [row] = await mall.db.sql<{ status: string }[]>`
    select status from trade.orders where shop_id = ${mall.shop_id} and id = ${order_id}`;
  return row!.status;
}

function noticesOf(mall: Mall) {
  return mall.db.sql<{ kind: string; outcome: string; reason: string | null; body: unknown }[]>`
    select kind, outcome, reason, body from person.notices where shop_id = ${mall.shop_id}`;
}

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

Deno.test("WeChat hears of success only after the commit: without a database it has to come again", async () => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall, "postgresql://mall_wechat:postgres@127.0.0.1:1/x");
  const { status, text, lines } = await callbacks.post("notify/payment", "{}");
  assert.equal(status, 503);
  assert.equal(JSON.parse(text).code, "FAIL");
  assert.equal(lines.length, 1);
  assert.equal(lines[0]!.level, "error");
  await callbacks.close();
  await db.drop();
});

Deno.test("callbacks refuse what is too large, a shop nobody has, and an address that is none", async () => {
  const { callbacks, mall, close } = await openCallbacks();
  const large = "x".repeat(64 * 1024 + 1);
  assert.equal((await callbacks.post("notify/payment", large)).status, 413);
  assert.equal((await callbacks.post("notify/nothing", "{}")).status, 404);
  assert.equal((await callbacks.post("../../shops/nowhere/notify/payment", "{}")).status, 404);
  assert.equal((await noticesOf(mall)).length, 0);
  await close();
});

Deno.test("evidence of a flood is bounded in size", async () => {
  const { callbacks, mall, close } = await openCallbacks();
  const body = `{"x":"${"长".repeat(20_000)}"}`;
  await callbacks.post("notify/payment", body, signedHeaders(body, undefined, wechat_pay_id));
  const [notice] = await noticesOf(mall);
  assert.equal(notice!.reason, "malformed");
  assert.ok(JSON.stringify(notice!.body).length < 10_000);
  await close();
});
