import assert from "node:assert/strict";
import { encryptedReply } from "@/shared/wechat/push/message.ts";
import { notificationBody, signedHeaders } from "@/shared/wechat/test_support.ts";
import { testDatabase } from "../support/database.ts";
import { Mall } from "../support/mall.ts";
import { Callbacks, saveCredential } from "../support/wechat_callbacks.ts";

Deno.test("a signed push that cannot be read stands on the work list, and a flood of forged ones hides none of it", async () => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall, undefined, { burst: 1, per_second: 1e-6 });
  const forged = callbacks.payment({});
  for (let n = 0; n < 5; n++) await callbacks.post("notify/payment", forged);
  assert.deepEqual(await mall.work(), []);

  const post = (path: string, body: string) => callbacks.post(path, body, signedHeaders(body));
  const plain = JSON.stringify({ mchid: "1900000001", out_trade_no: "1", trade_state: "SUCCESS" });
  const sealed = notificationBody("transaction", "TRANSACTION.SUCCESS", plain, "k".repeat(32));
  assert.equal((await post("notify/payment", sealed)).status, 400);
  assert.equal((await post("notify/payment", '{"id":"1"}')).status, 400);
  const complaint = notificationBody("complaint", "COMPLAINT.CREATE", "{}");
  for (let n = 0; n < 2; n++) assert.equal((await post("notify/refund", complaint)).status, 400);
  const items = (await mall.work()).map(({ kind, detail, times }) => [
    kind,
    detail.reason,
    detail.event ?? null,
    times,
  ]);
  assert.deepEqual(items.toSorted(), [
    ["rejected_payment", "malformed", null, 1],
    ["rejected_payment", "undecryptable", null, 1],
    ["rejected_refund", "other_kind", "COMPLAINT.CREATE", 2],
  ]);
  const kept = await db.sql`select reason from person.notices where shop_id = ${mall.shop_id}`;
  assert.equal(kept.length, 1 + 4);
  await callbacks.close();
  await db.drop();
});

Deno.test("a push that WeChat signed and the shop's key does not open waits for the owner, a forged one for nobody", async () => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [token, ours, theirs] = ["token0", "a".repeat(43), "b".repeat(43)];
  await saveCredential(mall, "message_token", "", token);
  await saveCredential(mall, "message_aes_key", "", ours);
  const callbacks = Callbacks.on(mall);
  const push = async (appid: string, encoding_aes_key: string, by = token) => {
    const config = { appid, token: by, encoding_aes_key };
    const { Encrypt, MsgSignature, TimeStamp, Nonce } = await encryptedReply(config, "{}");
    const query = `timestamp=${TimeStamp}&nonce=${Nonce}&msg_signature=${MsgSignature}`;
    return (await callbacks.post(`push?${query}`, JSON.stringify({ Encrypt }))).status;
  };
  const appid = "wx0000000000000001";
  assert.equal(await push(appid, ours, "forged"), 401);
  assert.deepEqual(await mall.work(), []);
  for (let n = 0; n < 2; n++) assert.equal(await push(appid, theirs), 401);
  assert.equal(await push("wx0000000000000002", ours), 401);
  await saveCredential(mall, "message_token", "later", "token1");
  assert.equal(await push(appid, theirs), 401); // with another token beside it, too
  const items = (await mall.work()).map(({ kind, detail, times }) => [kind, detail.reason, times]);
  assert.deepEqual(items.toSorted(), [
    ["rejected_push", "undecryptable", 3],
    ["rejected_push", "wrong_appid", 1],
  ]);
  await callbacks.close();
  await db.drop();
});
