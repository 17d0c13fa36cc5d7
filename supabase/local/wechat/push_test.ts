import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { createDecipheriv } from "node:crypto";
import { keys, merchant, sha1, type Shop, shopTest } from "./test_support.ts";

const url = "https://shop.example/message";
const message = { Event: "user_authorization_revoke", OpenID: "o1", RevokeInfo: "2" };

function last(shop: Shop) {
  const { url, body } = shop.received.at(-1)!;
  const query = Object.fromEntries(new URL(url).searchParams);
  const { timestamp, nonce } = query;
  const signed = (...more: string[]) =>
    sha1([keys.push_token, timestamp!, nonce!, ...more].sort().join(""));
  return { query, body, signed };
}

shopTest("plain mode", async (shop) => {
  const answer = await shop.simulator.control.push({
    appid: merchant.appid,
    url,
    mode: "plain",
    openid: "o1",
    message,
  });
  assert.deepEqual(answer, { status: 200, text: "", ok: true });
  const { query, body, signed } = last(shop);
  assert.equal(query["signature"], signed());
  const { CreateTime, ...rest } = JSON.parse(body);
  assert.equal(CreateTime, shop.now / 1000);
  const common = { ToUserName: "gh_456789abcdef", FromUserName: "o1", MsgType: "event" };
  assert.deepEqual(rest, { ...common, ...message });
});

shopTest("safe mode pads to blocks of 32 bytes", async (shop) => {
  const paddings = new Set<number>();
  const secret = Buffer.from(keys.encoding_aes_key + "=", "base64");
  for (let length = 0; length < 32; length++) {
    const padded = { ...message, note: "x".repeat(length) };
    await shop.simulator.control.push({ appid: merchant.appid, url, message: padded });
    const { query, body, signed } = last(shop);
    const { Encrypt, ToUserName } = JSON.parse(body);
    assert.equal(ToUserName, "gh_456789abcdef");
    assert.equal(query["encrypt_type"], "aes");
    assert.equal(query["msg_signature"], signed(Encrypt));
    const decipher = createDecipheriv("aes-256-cbc", secret, secret.subarray(0, 16));
    decipher.setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(Encrypt, "base64"), decipher.final()]);
    const padding = plain.at(-1)!;
    paddings.add(padding);
    const content = plain.subarray(20, -padding).toString();
    const size = plain.readUInt32BE(16);
    assert.equal(content.slice(Buffer.byteLength(content) - merchant.appid.length), merchant.appid);
    assert.equal(JSON.parse(content.slice(0, size)).note.length, length);
  }
  assert.equal(paddings.size, 32);
});

shopTest("a forged push, and the console's check of an address", async (shop) => {
  const { control } = shop.simulator;
  await control.push({ appid: merchant.appid, url, mode: "plain", message, forged: true });
  const { query, signed } = last(shop);
  assert.notEqual(query["signature"], signed());
  const wrong = await control.push({ appid: merchant.appid, url, mode: "setup" });
  assert.equal(wrong.ok, false);
});
