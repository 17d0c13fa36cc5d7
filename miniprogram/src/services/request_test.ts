import assert from "node:assert/strict";
import { phone, refused } from "./fake_phone_test.ts";

const { begin, paths, sent } = phone;
/** By names that Deno does not follow: its checker does not know `wx`, the mini program's own check does. */
const modules = ["./request", "./session"];
const [request, member] = await Promise.all(modules.map((name) => import(name)));

Deno.test("reading is tried again after a bad network, a refusal is not", async () => {
  begin("offline", refused(503, "DATABASE_UNAVAILABLE"), { status: 200, data: { ok: 1 } });
  assert.deepEqual(await request.get("/home", { a: "茶", none: null }), { ok: 1 });
  assert.deepEqual(paths(), Array(3).fill("GET /home?a=%E8%8C%B6"));
  begin(refused(404, "PRODUCT_NOT_FOUND"));
  await assert.rejects(request.get("/products/1"), (error: Record<string, unknown>) => {
    assert.deepEqual([error.code, error.message, error.requestId], [
      "PRODUCT_NOT_FOUND",
      "说明",
      "r1",
    ]);
    return true;
  });
  assert.equal(sent.length, 1);
});

Deno.test("a command without a key is sent once, one with a key again under the same key", async () => {
  begin("offline");
  await assert.rejects(request.post("/clicks"), { code: "OFFLINE" });
  assert.equal(sent.length, 1);
  begin("offline", { status: 201, data: {} });
  await request.post("/orders", {}, { idempotencyKey: "key-0001" });
  assert.deepEqual(sent.map(({ key }) => key), ["key-0001", "key-0001"]);
});

Deno.test("a command says which phone it comes from, by an id made once, and reading says nothing", async () => {
  begin();
  await request.post("/orders");
  await request.post("/clicks");
  await request.get("/home");
  const [one, other, read] = sent.map(({ header }) => header);
  assert.match(one!["x-mall-device"]!, /^[0-9a-z]{24}$/);
  assert.equal(other!["x-mall-device"], one!["x-mall-device"]);
  assert.equal(decodeURIComponent(one!["x-mall-device-model"]!), "iPhone 14 Pro<iPhone15,2>");
  assert.equal(one!["x-mall-scene"], "1001");
  assert.deepEqual(Object.keys(read!).filter((name) => name.startsWith("x-mall")), []);
});

Deno.test("what is under way at signing out signs nobody in again", async () => {
  await member.ensureSignedIn();
  const before = phone.logins;
  begin(refused(401, "TOKEN_INVALID"));
  const asked = request.get("/me");
  member.signOut();
  await assert.rejects(asked, { code: "SIGN_IN_REQUIRED" });
  assert.deepEqual([phone.logins, member.currentMember()], [before, null]);
  await member.ensureSignedIn();
});

Deno.test("a token that has ended is renewed in silence, once for all who ask", async () => {
  const before = phone.logins;
  const ended = refused(401, "TOKEN_INVALID");
  begin(ended, ended, { status: 200, data: 1 }, { status: 200, data: 2 });
  await Promise.all([request.get("/cart"), request.get("/me")]);
  assert.equal(phone.logins, before + 1);
  assert.deepEqual(
    sent.slice(-2).map(({ token }) => token),
    Array(2).fill(`token-${phone.logins}`),
  );
});
