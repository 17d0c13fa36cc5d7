import assert from "node:assert/strict";
import { phone, refused, until } from "./fake_phone_test.ts";

const { begin, paths, sent, store } = phone;
const modules = ["./session", "./share", "./openings", "./send"];
const [member, share, openings, sending] = await Promise.all(modules.map((name) => import(name)));

const visitor = {
  status: 201,
  data: { token: "visitor", expires_at: "2100-01-01T00:00:00Z" },
} as const;
const clicks = () => sent.filter(({ path }) => path === "/clicks").map(({ body }) => body.share);
// deno-lint-ignore no-explicit-any -- what lies in the store
const kept = () => ((store.get("opened_shares") ?? []) as any[]).map(({ token }) => token);
const settled = () => until(() => !store.has("opened_shares"));

const first = { s: "aaaaaa1111" };
const second = { s: "bbbbbb2222" };
const third = { s: "cccccc3333" };

Deno.test("C27 where nobody can sign in, as in single-page mode, an opening is kept until it is delivered, and is sent along at sign-in", async () => {
  begin(visitor, "offline");
  phone.scene = 1047;
  openings.noteOpening({ scene: "abcdef1234" });
  await until(() => sent.length === 2);
  assert.deepEqual(paths(), ["POST /visitors", "POST /clicks"]);
  assert.deepEqual(kept(), ["abcdef1234"]);
  await member.signIn();
  await settled();
  assert.deepEqual(paths().slice(2), ["POST /sessions", "POST /clicks"]);
  assert.deepEqual(sent[3]!.body, { share: "abcdef1234", scene: 1047 });
  assert.equal(store.has("visitor"), false);
});

Deno.test("a click that is on its way goes along with a sign-in at the same time", async () => {
  member.signOut();
  begin(visitor);
  openings.noteOpening(first);
  await member.ensureSignedIn();
  assert.deepEqual(paths(), ["POST /visitors", "POST /clicks", "POST /sessions"]);
  assert.equal(sent[2]!.body.visitor_token, "visitor");
});

Deno.test("a share that is opened during a sign-in waits for it and is told once, as the member", async () => {
  member.signOut();
  begin();
  const signed_in = member.ensureSignedIn();
  openings.noteOpening(first);
  await signed_in;
  await settled();
  assert.deepEqual(paths(), ["POST /sessions", "POST /clicks"]);
  assert.equal(sent[1]!.token, `token-${phone.logins}`);
});

Deno.test("all that was opened without a network is told later, each once and in its order", async () => {
  begin();
  phone.answer = () => "offline";
  for (const query of [first, second, first, third]) openings.noteOpening(query);
  await openings.tellOpenings();
  await until(() => sent.length > 0);
  assert.deepEqual(kept(), [first.s, second.s, first.s, third.s]);
  await until(() => paths().length === sent.length);
  begin();
  await untilTold();
  assert.deepEqual(clicks(), [first.s, second.s, first.s, third.s]);
  begin();
  await openings.tellOpenings();
  assert.deepEqual(sent, []);
});

Deno.test("two deliveries at the same time deliver each opening once", async () => {
  begin();
  openings.noteOpening(first);
  openings.noteOpening(second);
  await Promise.all([openings.tellOpenings(), openings.tellOpenings()]);
  await settled();
  assert.deepEqual(clicks(), [first.s, second.s]);
});

Deno.test("an opening that the server never takes is dropped, one that it cannot take now is kept", async () => {
  begin(refused(404, "SHARE_NOT_FOUND"), refused(429, "RATE_LIMITED"));
  openings.noteOpening(first);
  openings.noteOpening(second);
  await until(() => sent.length === 2);
  assert.deepEqual(kept(), [second.s]);
  begin();
  await untilTold();
});

Deno.test("at most twenty are kept, the newest, and none longer than a month", async () => {
  begin();
  phone.answer = () => "offline";
  const tokens = Array.from({ length: 22 }, (_, n) => `token${100 + n}`);
  for (const s of tokens) openings.noteOpening({ s });
  assert.deepEqual(kept(), tokens.slice(2));
  const old = {
    id: "x",
    token: "oldold1111",
    scene: 1007,
    opened_at: Date.now() - 31 * 86_400_000,
  };
  store.set("opened_shares", [old]);
  begin();
  await openings.tellOpenings();
  openings.noteOpening(first);
  await untilTold();
  assert.deepEqual(clicks(), [first.s]);
});

Deno.test("a page that is opened without a card or code opens no share", () => {
  begin();
  openings.noteOpening({ id: "product" });
  assert.deepEqual([sent.length, kept()], [0, []]);
});

Deno.test("every page that a share leads to notes its opening", async () => {
  for (const path of Object.values(share.share_pages) as string[]) {
    const source = await Deno.readTextFile(new URL(`..${path}.ts`, import.meta.url));
    assert.match(source, /onLoad\(query[^)]*\) \{[^}]*noteOpening\(query\);/, path);
  }
});

Deno.test("a shop that refuses even new tokens starts no storm of sign-ins", async () => {
  const before = phone.logins;
  begin();
  phone.answer = () => refused(401, "TOKEN_INVALID");
  openings.noteOpening(first);
  await until(() => sent.length === 3);
  await assert.rejects(sending.send({ method: "GET", path: "/home" }));
  assert.deepEqual(paths(), ["POST /clicks", "POST /sessions", "POST /clicks", "GET /home"]);
  assert.equal(phone.logins, before + 1);
  begin();
  await untilTold();
});

Deno.test("a token is read from cards and codes, and nothing else is taken for one", () => {
  assert.equal(share.tokenOf({ s: "abcdef1234" }), "abcdef1234");
  assert.equal(share.tokenOf({ scene: "abcdef1234" }), "abcdef1234");
  for (const s of ["", "short", "<script>alert(1)</script>", "%E0"]) {
    assert.equal(share.tokenOf({ s }), undefined);
    assert.equal(share.tokenOf({ scene: s }), undefined);
  }
});

/** Tells until nothing is kept: another telling may be under way still. */
async function untilTold(): Promise<void> {
  for (let tries = 0; store.has("opened_shares"); tries++) {
    if (tries > 200) throw new Error("it was not told");
    await openings.tellOpenings();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
