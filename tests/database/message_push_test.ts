import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { utf8 } from "@/shared/wechat/bytes.ts";
import { encryptPush } from "@/shared/wechat/push/cipher.ts";
import { testDatabase } from "../support/database.ts";
import { Mall } from "../support/mall.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { Callbacks, saveCredential } from "../support/wechat_callbacks.ts";

const token = "AAAAA";
const encoding_aes_key = "A".repeat(43);
const appid = "wx0000000000000001";

async function openCallbacks(mode: "plain" | "safe") {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall);
  await saveCredential(mall, "message_token", "", token);
  if (mode === "safe") await saveCredential(mall, "message_aes_key", "", encoding_aes_key);
  const close = async () => {
    await callbacks.close();
    await db.drop();
  };
  return { mall, callbacks, close };
}

function sha1(...parts: string[]): string {
  return createHash("sha1").update(parts.sort().join("")).digest("hex");
}

/** The query that WeChat adds in plain mode, or with `encrypt` in safe mode. */
function queryFor(encrypt?: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = "1514711492";
  const query = new URLSearchParams({ timestamp, nonce, signature: sha1(token, timestamp, nonce) });
  if (encrypt !== undefined) {
    query.set("encrypt_type", "aes");
    query.set("msg_signature", sha1(token, timestamp, nonce, encrypt));
  }
  return query.toString();
}

function forged(query: string): string {
  return query.replace(/signature=\w{8}/, "signature=00000000");
}

function eventOf(Event: string, more: Record<string, unknown> = {}) {
  const CreateTime = 1714112445;
  return {
    ToUserName: "gh_1",
    FromUserName: "o-plain",
    CreateTime,
    MsgType: "event",
    Event,
    ...more,
  };
}

function send(callbacks: Callbacks, message: object) {
  return callbacks.post(`push?${queryFor()}`, JSON.stringify(message));
}

async function pushesOf(mall: Mall) {
  return await mall.db.sql<{ outcome: string; reason: string | null; body: unknown }[]>`
    select outcome, reason, body from person.notices
     where shop_id = ${mall.shop_id} and kind = 'push'`;
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

for (const event of ["user_authorization_cancellation"]) {
  Deno.test(`C23 push: ${event} empties what is kept of the person, and nobody else`, async () => {
    const { mall, callbacks, close } = await openCallbacks("plain");
    const leaver = await mall.member("o-leaver");
    const stayer = await mall.member("o-stayer");
    const message = eventOf(event, { OpenID: "o-leaver", AppID: appid, RevokeInfo: "1" });
    assert.equal((await send(callbacks, message)).text, "success");
    assert.equal((await send(callbacks, message)).text, "success");

    const people = await mall.db.sql<{ member_id: string }[]>`
      select member_id from person.identities where shop_id = ${mall.shop_id}`;
    assert.deepEqual(people.map(({ member_id }) => member_id), [stayer.member_id]);
    const [row] = await mall.db.sql`
      select status from member.members where id = ${leaver.member_id}`;
    assert.equal(row!.status, "deleted");
    const pushes = await pushesOf(mall);
    assert.equal(pushes.length, 1);
    assert.doesNotMatch(JSON.stringify(pushes), /o-leaver/);
    await close();
  });
}

Deno.test("push: who is not known here is nobody's loss", async () => {
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

Deno.test("push: a revocation deletes what its RevokeInfo names and nothing else", async () => {
  const { mall, callbacks, close } = await openCallbacks("plain");
  const kept = async (member_id: string) => {
    const [row] = await mall.db.sql`
      select p.nickname, p.avatar_url, p.phone_fingerprint as phone, m.status,
             (select count(*)::int from person.addresses a where a.member_id = m.id) as addresses,
             (select count(*)::int from person.identities i where i.member_id = m.id) as identities
        from member.members m join person.profiles p on p.member_id = m.id
       where m.id = ${member_id}`;
    return { ...row };
  };
  const whole = {
    nickname: "小青",
    avatar_url: "https://p/1.png",
    phone: "t1.p",
    status: "active",
    addresses: 1,
    identities: 1,
  };
  const cases: [told: string, gone: Partial<Record<keyof typeof whole, unknown>>][] = [
    ["2", { addresses: 0 }],
    ["6", { nickname: "", avatar_url: "" }],
    ["8", { phone: null }],
    ["13", {}],
    ["14", {}],
    ["19", { nickname: "" }],
    ["20", { avatar_url: "" }],
    ["6,8", { nickname: "", avatar_url: "", phone: null }],
    ["77", {}],
  ];
  for (const [told, gone] of cases) {
    const openid = `o-${told}`;
    const { member_id } = await mall.member(openid);
    await mall.db
      .sql`insert into person.profiles (shop_id, member_id, nickname, avatar_url, phone_fingerprint)
      values (${mall.shop_id}, ${member_id}, '小青', 'https://p/1.png', 't1.p')`;
    await mall.db.sql`
      insert into person.addresses (shop_id, member_id, sealed, phone_fingerprint, address_fingerprint, province, city)
      values (${mall.shop_id}, ${member_id}, 'v2.t1.x', 't1.p', 't1.a', '浙江省', '杭州市')`;
    const message = eventOf("user_authorization_revoke", {
      ...{ OpenID: openid, AppID: appid, RevokeInfo: told, CreateTime: 1_700_000_000 },
    });
    assert.equal((await send(callbacks, message)).text, "success");
    assert.deepEqual(await kept(member_id), { ...whole, ...gone }, told);
  }
  const listed = await mall.db.sql`
    select detail from ops.work where kind = 'revocation_unknown' and status = 'open'`;
  assert.deepEqual(listed.map(({ detail }) => detail), [{ numbers: [77] }]);
  await close();
});
