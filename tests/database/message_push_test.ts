import assert from "node:assert/strict";
import { utf8 } from "@/shared/wechat/bytes.ts";
import { encryptPush } from "@/shared/wechat/push/cipher.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { saveCredential } from "../support/wechat_callbacks.ts";
import {
  appid,
  encoding_aes_key,
  eventOf,
  openCallbacks,
  pushesOf,
  queryFor,
  send,
  sha1,
  token,
} from "@/tests/support/message_push.ts";

function forged(query: string): string {
  return query.replace(/signature=\w{8}/, "signature=00000000");
}

Deno.test("push: the setup check gets its echostr back, and only with WeChat's signature", async () => {
  const { callbacks, close } = await openCallbacks("plain");
  const good = await callbacks.get(`push?${queryFor()}&echostr=4375120948345356249`);
  assert.equal(await good.text(), "4375120948345356249");
  const bad = await callbacks.get(`push?${forged(queryFor())}&echostr=1`);
  assert.equal(bad.status, 401);
  assert.notEqual(await bad.text(), "1");
  await close();
});

Deno.test("push: a message in safe mode is opened, kept once, and answered success each time", async () => {
  const { mall, callbacks, close } = await openCallbacks("safe");
  const text = JSON.stringify(eventOf("trade_manage_remind_shipping", { transaction_id: "42" }));
  const Encrypt = encryptPush(text, appid, encoding_aes_key, utf8("0123456789abcdef"));
  const body = JSON.stringify({ ToUserName: "gh_1", Encrypt });
  const post = () => callbacks.post(`push?${queryFor(Encrypt)}`, body);
  for (const answer of [...await Promise.all([post(), post()]), await post()]) {
    assert.deepEqual([answer.status, answer.text], [200, "success"]);
  }
  const pushes = await pushesOf(mall);
  assert.deepEqual(pushes.map(({ outcome, body }) => [outcome, body]), [
    ["applied", JSON.parse(text)],
  ]);

  const plain = await callbacks.post(`push?${queryFor()}`, text);
  assert.equal(plain.status, 400); // not opened by a shop whose console says safe mode
  await close();
});

Deno.test("push: a forged message changes nothing but its own record", async () => {
  const { mall, callbacks, close } = await openCallbacks("plain");
  await mall.member("o-plain");
  const before = await readRows(mall.db.sql);
  const query = forged(queryFor());
  const message = eventOf("user_authorization_cancellation", { OpenID: "o-plain" });
  const answer = await callbacks.post(`push?${query}`, JSON.stringify(message));
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.lines.map(({ reason }) => reason), ["bad_signature"]);
  assert.deepEqual(changedTables(before, await readRows(mall.db.sql)), ["person.notices"]);
  await close();
});

Deno.test("push: a message about an unknown person changes nothing", async () => {
  const { mall, callbacks, close } = await openCallbacks("plain");
  const message = eventOf("user_authorization_revoke", { OpenID: "o-nobody" });
  assert.equal((await send(callbacks, message)).text, "success");
  assert.equal((await pushesOf(mall)).length, 1);
  await close();
});

Deno.test("push: while the token is changed, messages under the new and the old one are taken", async () => {
  const { mall, callbacks, close } = await openCallbacks("plain");
  const newer = "BBBBB";
  await saveCredential(mall, "message_token", "2", newer);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = "1514711492";
  for (const [n, signed_with] of [newer, token, "CCCCC"].entries()) {
    const query = new URLSearchParams({
      timestamp,
      nonce,
      signature: sha1(signed_with, timestamp, nonce),
    });
    const message = JSON.stringify(eventOf("debug_demo", { n }));
    const { status } = await callbacks.post(`push?${query}`, message);
    assert.equal(status, n < 2 ? 200 : 401, signed_with);
  }
  await close();
});
