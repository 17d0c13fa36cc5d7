import assert from "node:assert/strict";
import { utf8 } from "../bytes.ts";
import { push } from "../vectors_test_data.ts";
import { decryptPush, encryptPush } from "./cipher.ts";
import { encryptedReply, readPush, setupEcho } from "./message.ts";

const { token, encoding_aes_key, appid } = push;
const safe = { appid, token, encoding_aes_key };
const plain = { appid, token, encoding_aes_key: null };
const event =
  `{"ToUserName":"gh_1","FromUserName":"oABC","CreateTime":1714037059,"MsgType":"event","Event":"debug_demo"}`;

function safeQuery(change: Record<string, string> = {}): URLSearchParams {
  const { timestamp, nonce, msg_signature } = push.safe_post;
  return new URLSearchParams({ timestamp, nonce, msg_signature, encrypt_type: "aes", ...change });
}

function readSafe(query = safeQuery(), encrypt: unknown = push.safe_post.encrypt, config = safe) {
  const body = JSON.stringify({ ToUserName: "gh_97417a04a28d", Encrypt: encrypt });
  return readPush(config, query, body, Number(push.safe_post.timestamp) * 1000);
}

async function readPlain(body: string) {
  const query = new URLSearchParams(push.plain_post);
  return await readPush(plain, query, body, Number(push.plain_post.timestamp) * 1000);
}

Deno.test("setupEcho: the published check, and nothing for another signature", async () => {
  const query = new URLSearchParams(push.setup);
  assert.equal(await setupEcho(safe, query), push.setup.echostr);
  query.set("signature", push.plain_post.signature);
  assert.equal(await setupEcho(safe, query), null);
  query.delete("signature");
  assert.equal(await setupEcho(safe, query), null);
});

Deno.test("readPush: the published safe-mode message, whose padding is 19", async () => {
  const reading = await readSafe();
  assert(reading.ok);
  assert.deepEqual(reading.message, JSON.parse(push.safe_post.plain));
  assert.equal(utf8(push.safe_post.plain).length, 167);
});

Deno.test("readPush: the published plain-mode signature", async () => {
  const reading = await readPlain(event);
  assert(reading.ok);
  assert.equal(reading.message.Event, "debug_demo");
});

Deno.test("readPush: a push is taken for five minutes, to the second, on either side", async () => {
  const body = JSON.stringify({ Encrypt: push.safe_post.encrypt });
  for (const [seconds, ok] of [[300, true], [-300, true], [301, false], [-301, false]] as const) {
    const now_ms = (Number(push.safe_post.timestamp) + seconds) * 1000;
    assert.equal((await readPush(safe, safeQuery(), body, now_ms)).ok, ok, String(seconds));
  }
});

Deno.test("readPush: every refusal has its reason, and nothing throws", async (t) => {
  const other_encrypt = encryptPush(event, appid, encoding_aes_key, utf8("0123456789abcdef"));
  const stale_ms = (Number(push.safe_post.timestamp) + 301) * 1000;
  const body = JSON.stringify({ Encrypt: push.safe_post.encrypt });
  const cases: [string, string, ReturnType<typeof readPush>][] = [
    ["another signature", "bad_signature", readSafe(safeQuery({ msg_signature: "0".repeat(40) }))],
    ["another nonce", "bad_signature", readSafe(safeQuery({ nonce: "1" }))],
    ["another content", "bad_signature", readSafe(safeQuery(), other_encrypt)],
    ["no time", "malformed", readSafe(safeQuery({ timestamp: "" }))],
    ["no content", "malformed", readSafe(safeQuery(), null)],
    ["content is a number", "malformed", readSafe(safeQuery(), 1)],
    ["no json", "malformed", readPush(safe, safeQuery(), "<xml/>")],
    ["replayed later", "stale", readPush(safe, safeQuery(), body, stale_ms)],
    [
      "another appid",
      "wrong_appid",
      readSafe(safeQuery(), push.safe_post.encrypt, { ...safe, appid: "wx2" }),
    ],
    [
      "another key",
      "undecryptable",
      readSafe(safeQuery(), push.safe_post.encrypt, {
        ...safe,
        encoding_aes_key: "B".repeat(43),
      }),
    ],
    [
      "plain where safe is set up",
      "malformed",
      readPush(safe, new URLSearchParams(push.plain_post), event),
    ],
    ["plain with no sender", "malformed", readPlain(`{"MsgType":"event"}`)],
    ["plain with no time", "malformed", readPlain(event.replace("1714037059", `"soon"`))],
  ];
  for (const [name, reason, reading] of cases) {
    await t.step(name, async () => {
      const read = await reading;
      assert.equal(read.ok ? "" : read.reason, reason);
    });
  }
});

Deno.test("decryptPush: no length of message and no junk breaks it", () => {
  for (let length = 0; length <= 70; length++) {
    const text = "x".repeat(length);
    const sealed = encryptPush(text, appid, encoding_aes_key, utf8("0123456789abcdef"));
    assert.deepEqual(decryptPush(sealed, encoding_aes_key), { text, appid });
  }
  for (const junk of ["", "AAAA", "not base64", btoa("x".repeat(16)), btoa("x".repeat(64))]) {
    assert.equal(decryptPush(junk, encoding_aes_key), null);
  }
});

Deno.test("encryptedReply: the published reply, byte for byte", async () => {
  const { random, plain: text, timestamp, nonce, encrypt, msg_signature } = push.reply;
  assert.deepEqual(await encryptedReply(safe, text, random, timestamp, nonce), {
    Encrypt: encrypt,
    MsgSignature: msg_signature,
    TimeStamp: Number(timestamp),
    Nonce: nonce,
  });
});

Deno.test("dedupe_key: the same for a repeat, another for another message of that second", async () => {
  const keyOf = async (change: object) => {
    const reading = await readPlain(JSON.stringify({ ...JSON.parse(event), ...change }));
    assert(reading.ok);
    return reading.dedupe_key;
  };
  const keys = [
    {},
    { FromUserName: "oDEF" },
    { CreateTime: 1714037060 },
    { Event: "wxa_media_check", trace_id: "1" },
    { Event: "wxa_media_check", trace_id: "2" },
    { Event: "trade_manage_order_settlement", transaction_id: "1" },
    { Event: "trade_manage_order_settlement", transaction_id: "2" },
    { MsgType: "text", Event: undefined, MsgId: 1 },
    { MsgType: "text", Event: undefined, MsgId: 2 },
  ];
  const made = await Promise.all(keys.map(keyOf));
  assert.equal(new Set(made).size, keys.length);
  assert.deepEqual(await Promise.all(keys.map(keyOf)), made);
});

Deno.test("dedupe_key: ids beyond what a JSON number holds exactly stay apart", async () => {
  const body = (id: string) => event.replace(`"MsgType"`, `"MsgId":${id},"MsgType"`);
  const one = await readPlain(body("23456789012345678"));
  const two = await readPlain(body("23456789012345679"));
  assert(one.ok && two.ok);
  assert.notEqual(one.dedupe_key, two.dedupe_key);
});
