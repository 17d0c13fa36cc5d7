import assert from "node:assert/strict";
import { phone, type Reply, shop_clock, until } from "./fake_phone_test.ts";

const { begin, paths, sent, store } = phone;
const modules = ["./session", "./request", "./cart", "./member"];
const [session, request, cart, member] = await Promise.all(modules.map((name) => import(name)));
const hours = 3_600_000;

Deno.test("a token that ends within a minute is renewed before it is used, one that lasts is not", async () => {
  begin();
  phone.session_s = 59;
  await session.ensureSignedIn();
  assert.deepEqual(paths(), ["POST /sessions"]);
  await session.ensureSignedIn();
  assert.deepEqual(paths(), ["POST /sessions", "POST /sessions"]);
  phone.session_s = 120;
  await session.ensureSignedIn();
  await session.ensureSignedIn();
  assert.equal(sent.length, 3);
  assert.equal((await session.freshToken()).token, `token-${phone.logins}`);
  assert.equal(sent.length, 3);
  await session.freshToken(true);
  assert.equal(sent.length, 4);
  phone.session_s = 3600;
});

for (const off of [-2 * hours, 2 * hours]) {
  Deno.test(`a phone ${off / hours} hours off signs in once and keeps its token`, async () => {
    session.signOut();
    begin();
    shop_clock.offset_ms = -off;
    await session.ensureSignedIn();
    for (let n = 0; n < 3; n++) await session.ensureSignedIn();
    assert.deepEqual(paths(), ["POST /sessions"]);
    shop_clock.offset_ms = 0;
    await request.get("/me");
  });
}

Deno.test("launching signs in silently, once, and never a member that chose to sign out", async () => {
  session.signOut();
  store.clear();
  begin();
  const [member] = await Promise.all([session.quietMember(), session.quietMember()]);
  assert.equal(member.id, "m");
  assert.deepEqual(paths(), ["POST /sessions"]);
  session.signOut();
  begin();
  assert.equal(await session.quietMember(), null);
  assert.deepEqual(sent, []);
  await session.signIn();
  assert.equal((await session.quietMember()).id, "m");
  assert.equal(store.has("signed_out"), false, "the next launch signs in again");
});

Deno.test("what another member's answer says late does not become this one's", async () => {
  phone.member = { ...phone.member, id: "m1" };
  await session.signIn();
  let late = (_: Reply) => {};
  const answer = () => new Promise<Reply>((resolve) => (late = resolve));

  begin(answer());
  const read = member.refreshMember();
  await until(() => sent.length === 1);
  const old = { ...phone.member, nickname: "旧" };
  phone.member = { ...phone.member, id: "m2" };
  await session.signIn();
  late({ status: 200, data: old });
  await read;
  assert.deepEqual([session.currentMember().id, session.currentMember().nickname], ["m2", "青禾"]);

  begin(answer());
  const asked = cart.readCart();
  await until(() => sent.length === 1);
  phone.member = { ...phone.member, id: "m3" };
  await session.signIn();
  late({ status: 200, data: { lines: [], count: 7, amount_fen: 0 } });
  await asked;
  assert.equal(cart.cartCount(), 0);
});

Deno.test("a token that was refused late gets the one that has come meanwhile, without another sign-in", async () => {
  const { token } = await session.freshToken();
  await session.signIn();
  begin();
  assert.equal(await session.renewToken(token), `token-${phone.logins}`);
  assert.deepEqual(sent, []);
});
