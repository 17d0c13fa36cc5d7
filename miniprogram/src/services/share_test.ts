import assert from "node:assert/strict";
import { phone, refused, until } from "./fake_phone_test.ts";

const { begin, done, paths, sent } = phone;
const modules = ["./session", "./share", "./moments"];
const [member, share, moments] = await Promise.all(modules.map((name) => import(name)));
const home = { title: "茶", path: "/pages/home/home" };
const shared = { status: 201, data: { token: "abcdef1234" } };
const distributor = { id: "d", code: "A1", status: "approved" };

function asFreshPhone(of: unknown = distributor) {
  member.signOut();
  phone.store.clear();
  phone.member = { ...phone.member, distributor: of };
}

Deno.test("a fresh phone that shares at once signs in first and hands on the sharer's token", async () => {
  asFreshPhone();
  begin(shared);
  const message = share.inChat(home, "product", "p1");
  assert.equal(message.path, home.path);
  const path = "/packages/goods/detail/detail?s=abcdef1234&id=p1";
  assert.deepEqual(await message.promise, { ...home, path });
  assert.deepEqual(paths(), ["POST /sessions", "POST /shares"]);
  assert.deepEqual(sent[1]!.body, { page: "product", channel: "chat", product: "p1" });
});

Deno.test("sharing fails for nobody: without a token the page itself is handed on", async () => {
  begin(refused(404, "PRODUCT_NOT_FOUND"));
  assert.deepEqual(await share.inChat(home, "home").promise, home);
  member.signOut();
  begin();
  assert.deepEqual(await share.inChat(home, "home").promise, home);
  assert.deepEqual(sent, [], "after signing out, sharing does not sign in");
});

Deno.test("a shared path has its page, its token and the product, and leaves out what is not there", () => {
  assert.equal(share.sharePath("home", "abcdef1234"), "/pages/home/home?s=abcdef1234");
  assert.equal(share.sharePath("home", ""), "/pages/home/home");
  assert.equal(share.sharePath("product", "", "p1"), "/packages/goods/detail/detail?id=p1");
  assert.equal(
    share.sharePath("invite", "abcdef1234"),
    "/packages/distribution/recruit/recruit?s=abcdef1234",
  );
});

Deno.test("Moments is hidden until a distributor's token is there, and shown only by the page in front", async () => {
  asFreshPhone();
  let reply = (_: typeof shared) => {};
  begin(new Promise<typeof shared>((resolve) => (reply = resolve)));
  const entry = new moments.MomentsEntry();
  entry.toFront();
  await until(() => sent.length === 2);
  assert.deepEqual(done, ["hide shareTimeline"]);
  assert.deepEqual(sent[1]!.body, { page: "home", channel: "moments" });
  entry.toBack();
  reply(shared);
  await until(() => entry.token !== "");
  assert.deepEqual(done, ["hide shareTimeline"]);
  entry.toFront();
  assert.deepEqual(done, ["hide shareTimeline", "show shareAppMessage,shareTimeline"]);
  begin();
  member.changeMember({ cart_count: 3 });
  await entry.prepare();
  assert.deepEqual(sent, [], "a token that is there is not asked for again");
  entry.end();
});

Deno.test("a plain member's Moments is there without a token; without a network it stays hidden", async () => {
  asFreshPhone(null);
  begin();
  const plain = new moments.MomentsEntry();
  plain.toFront();
  await until(() => done.length === 2);
  assert.deepEqual([plain.token, paths()], ["", ["POST /sessions"]]);
  plain.end();

  asFreshPhone({ ...distributor, status: "suspended" });
  begin();
  const suspended = new moments.MomentsEntry();
  await suspended.prepare();
  assert.deepEqual([suspended.token, paths()], ["", ["POST /sessions"]]);
  suspended.end();

  asFreshPhone();
  begin();
  phone.answer = () => "offline";
  const cut = new moments.MomentsEntry(() => "p1");
  cut.toFront();
  await cut.prepare();
  assert.deepEqual([cut.token, done], ["", ["hide shareTimeline"]]);
  begin(shared);
  member.changeMember({ cart_count: 1 });
  await until(() => cut.token !== "");
  assert.deepEqual(sent[0]!.body, { page: "product", channel: "moments", product: "p1" });
  cut.end();
});

Deno.test("a product's page asks for no token before its product is known", async () => {
  begin(shared);
  let product = "";
  const entry = new moments.MomentsEntry(() => product);
  await entry.prepare();
  assert.equal(sent.length, 0);
  product = "p2";
  await entry.prepare();
  assert.equal(sent[0]!.body.product, "p2");
  entry.end();
});
