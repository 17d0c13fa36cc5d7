import assert from "node:assert/strict";

interface Sent {
  method: string;
  path: string;
  token: string;
  key: string;
  visitor: string;
}
interface Request {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: { visitor_token?: string };
  success(reply: { statusCode: number; data: unknown }): void;
  fail(): void;
}
type Reply = { status: number; data?: unknown } | "offline";

/** A phone with a store; the shop answers what is told, in turn. */
const store = new Map<string, unknown>();
const sent: Sent[] = [];
let replies: Reply[] = [];
let logins = 0;
const refused = (status: number, code: string): Reply => ({
  status,
  data: { error: { code, message: "说明", details: { field: "x" }, request_id: "r1" } },
});

Object.assign(globalThis, {
  wx: {
    getExtConfigSync: () => ({ apiBase: "https://api", shop: "tea" }),
    getStorageSync: (key: string) => store.get(key) ?? "",
    setStorageSync: (key: string, value: unknown) => void store.set(key, value),
    removeStorageSync: (key: string) => void store.delete(key),
    onNetworkStatusChange() {},
    login: () => Promise.resolve({ code: `code-${++logins}` }),
    request({ url, method, header, data, success, fail }: Request) {
      const path = url.replace("https://api/shops/tea", "");
      const token = (header["authorization"] ?? "").replace("Bearer ", "");
      const key = header["idempotency-key"] ?? "";
      sent.push({ method, path, token, key, visitor: data?.visitor_token ?? "" });
      const reply = path === "/sessions" ? session() : replies.shift() ?? { status: 200, data: {} };
      setTimeout(() => {
        if (reply === "offline") fail();
        else success({ statusCode: reply.status, data: reply.data });
      });
    },
  },
});

function session(): Reply {
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  const member = { id: "m", shop: "tea", cart_count: 0 };
  return { status: 201, data: { token: `token-${logins}`, expires_at, is_new: false, member } };
}

/** By names that Deno does not follow: its checker does not know `wx`, the mini program's own check does. */
const modules = ["./request", "./session", "./share"];
const [request, member, share] = await Promise.all(modules.map((name) => import(name)));

function begin(...told: Reply[]) {
  sent.length = 0;
  replies = told;
}
const paths = () => sent.map(({ method, path }) => `${method} ${path}`);

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

Deno.test("a visitor's click is kept until it is delivered, and goes along when he signs in", async () => {
  begin({ status: 201, data: { token: "visitor", expires_at: "2100-01-01T00:00:00Z" } }, "offline");
  share.captureEntry({ query: { scene: "abcdef1234" }, scene: 1047 });
  await until(() => sent.length === 2);
  assert.deepEqual(paths(), ["POST /visitors", "POST /clicks"]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(store.get("opened_share"), { token: "abcdef1234", scene: 1047 });
  await member.signIn();
  await until(() => !store.has("opened_share"));
  assert.deepEqual(paths().slice(2), ["POST /sessions", "POST /clicks"]);
  assert.equal(store.has("visitor"), false);
});

Deno.test("a click that is on its way goes along with a sign-in at the same time", async () => {
  member.signOut();
  begin({ status: 201, data: { token: "visitor", expires_at: "2100-01-01T00:00:00Z" } });
  share.captureEntry({ query: { s: "abcdef1234" } });
  await member.ensureSignedIn();
  assert.deepEqual(paths(), ["POST /visitors", "POST /clicks", "POST /sessions"]);
  assert.equal(sent[2]!.visitor, "visitor");
});

Deno.test("a share that is opened during a sign-in waits for it and is told once, as the member", async () => {
  member.signOut();
  begin();
  const signed_in = member.ensureSignedIn();
  share.captureEntry({ query: { s: "abcdef1234" } });
  await signed_in;
  await until(() => !store.has("opened_share"));
  assert.deepEqual(paths(), ["POST /sessions", "POST /clicks"]);
  assert.equal(sent[1]!.token, `token-${logins}`);
});

Deno.test("what is under way at signing out signs nobody in again", async () => {
  await member.ensureSignedIn();
  const before = logins;
  begin(refused(401, "TOKEN_INVALID"));
  const asked = request.get("/me");
  member.signOut();
  await assert.rejects(asked, { code: "SIGN_IN_REQUIRED" });
  assert.deepEqual([logins, member.currentMember()], [before, null]);
  await member.ensureSignedIn();
});

Deno.test("a shop that refuses even new tokens starts no storm of sign-ins", async () => {
  const before = logins;
  begin(...Array(20).fill(refused(401, "TOKEN_INVALID")));
  share.captureEntry({ query: { s: "abcdef1234" } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(logins, before + 1);
  store.delete("opened_share");
});

Deno.test("a token that has ended is renewed in silence, once for all who ask", async () => {
  const before = logins;
  const ended = refused(401, "TOKEN_INVALID");
  begin(ended, ended, { status: 200, data: 1 }, { status: 200, data: 2 });
  await Promise.all([request.get("/cart"), request.get("/me")]);
  assert.equal(logins, before + 1);
  assert.deepEqual(sent.slice(-2).map(({ token }) => token), Array(2).fill(`token-${logins}`));
});

Deno.test("a token is read from cards and codes, and nothing else is taken for one", () => {
  assert.equal(share.tokenOf({ s: "abcdef1234" }), "abcdef1234");
  assert.equal(share.tokenOf({ scene: "abcdef1234" }), "abcdef1234");
  for (const s of ["", "short", "<script>alert(1)</script>", "%E0"]) {
    assert.equal(share.tokenOf({ s }), undefined);
    assert.equal(share.tokenOf({ scene: s }), undefined);
  }
});

async function until(met: () => boolean): Promise<void> {
  for (let tries = 0; !met(); tries++) {
    if (tries > 200) throw new Error("it did not come");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
