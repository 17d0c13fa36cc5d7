import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { ApiError } from "./errors.ts";
import { createTokens, publicPart } from "./tokens.ts";

const issuer = "http://127.0.0.1:54321/auth/v1";
const member = { shop_id: crypto.randomUUID(), shop: "demo", member_id: crypto.randomUUID() };

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  // As the Supabase CLI prints it, with what WebCrypto refuses.
  return { ...await exportJWK(privateKey), kid, alg: "ES256", key_ops: ["sign", "verify"] };
}

const signing_jwk = await newKey("member-key");
const staff_jwk = await newKey("staff-key");
const tokens = createTokens({ signing_jwk, staff_keys: { keys: [publicPart(staff_jwk)] }, issuer });

/** A token of our own making, to be better or worse than a real one. */
async function signed(by: JWK, claims: Record<string, unknown>, header: { kid?: string } = {}) {
  const { key_ops: _, ...jwk } = by;
  const now = Math.floor(Date.now() / 1000);
  return await new SignJWT({
    role: "authenticated",
    aud: "authenticated",
    iss: issuer,
    sub: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
    ...claims,
  }).setProtectedHeader({ alg: "ES256", kid: by.kid!, ...header }).sign(jwk as JWK);
}

function refused(token: string): Promise<void> {
  return assert.rejects(
    tokens.verify(token),
    (error) => error instanceof ApiError && error.code === "TOKEN_INVALID",
  );
}

Deno.test("signMember() makes a token of one hour that verify() reads back", async () => {
  const { token, expires_at } = await tokens.signMember(member);
  const claims = await tokens.verify(token);
  assert.equal(claims.sub, member.member_id);
  assert.equal(claims.role, "authenticated");
  assert.equal(claims.kind, "member");
  assert.equal(claims.shop, "demo");
  assert.equal(claims.shop_id, member.shop_id);
  assert.equal(claims.session_id, undefined); // Supabase Auth would look for it
  const left_s = (Date.parse(expires_at) - Date.now()) / 1000;
  assert.ok(left_s > 3590 && left_s <= 3600, String(left_s));
});

Deno.test("signVisitor() makes a token that may only look", async () => {
  const visitor = { shop_id: member.shop_id, shop: "demo", visitor_id: crypto.randomUUID() };
  const claims = await tokens.verify((await tokens.signVisitor(visitor)).token);
  assert.equal(claims.role, "anon");
  assert.equal(claims.kind, "visitor");
  assert.equal(claims.sub, visitor.visitor_id);
});

Deno.test("verify() takes a staff token that Supabase Auth signed", async () => {
  const claims = await tokens.verify(await signed(staff_jwk, { email: "owner@example.com" }));
  assert.equal(claims.role, "authenticated");
  assert.equal(claims.kind, undefined);
});

Deno.test("verify() refuses a token that is not as we signed it", async (t) => {
  const { token } = await tokens.signMember(member);
  const [header, payload, signature] = token.split(".") as [string, string, string];
  const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  const changed = btoa(JSON.stringify({ ...claims, member_id: crypto.randomUUID() }));
  const none = btoa(JSON.stringify({ alg: "none" })).replace(/=+$/, "");
  const expired = Math.floor(Date.now() / 1000) - 1;
  const cases: [string, string][] = [
    ["changed claims", [header, changed.replace(/=+$/, ""), signature].join(".")],
    ["a changed signature", [header, payload, signature.split("").reverse().join("")].join(".")],
    ["no signature", [none, payload, ""].join(".")],
    ["no token at all", "nonsense"],
    ["an unknown key", await signed(await newKey("stranger"), {})],
    ["our kid over another's key", await signed(staff_jwk, {}, { kid: "member-key" })],
    ["an ended one", await signed(signing_jwk, { exp: expired })],
    ["one without an end", await signed(signing_jwk, { exp: undefined })],
    ["another issuer", await signed(signing_jwk, { iss: "https://elsewhere/auth/v1" })],
    ["another audience", await signed(signing_jwk, { aud: "elsewhere" })],
    ["a role above", await signed(signing_jwk, { role: "service_role" })],
    ["the server's role", await signed(staff_jwk, { role: "mall_server" })],
  ];
  for (const [what, bad] of cases) await t.step(what, () => refused(bad));
});

Deno.test("verify() forgets a remembered token when it ends", async () => {
  const { token } = await tokens.signMember(member);
  await tokens.verify(token);
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor() {
      super(RealDate.now() + 3_601_000);
    }
    static override now = () => RealDate.now() + 3_601_000;
  } as DateConstructor;
  try {
    await refused(token);
  } finally {
    globalThis.Date = RealDate;
  }
});
