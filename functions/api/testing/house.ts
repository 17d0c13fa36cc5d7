import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import type { z } from "zod";
import type { SignedIn } from "@/contracts/server.ts";
import { openDatabase } from "@/shared/db.ts";
import { createRateLimit } from "@/shared/rate_limit.ts";
import { createSealer } from "@/shared/seal.ts";
import { createTokens, publicPart } from "@/shared/tokens.ts";
import { type TestDatabase, testDatabase } from "@/tests/support/database.ts";
import { createApp } from "../app.ts";
import { createCatalogueMemory } from "../catalogue_memory.ts";
import { descriptionOf } from "../endpoint.ts";
import { createHotWords } from "../hot_words.ts";
import { server_claims, type Services } from "../services.ts";

const issuer = "http://127.0.0.1:54321/auth/v1";

/** What a request carries besides its route. */
export interface Ask {
  as?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  json?: unknown;
  key?: string;
}

/** A shop on a database of its own behind the real app. Nobody answers for WeChat. */
export async function openHouse(shop = "demo") {
  const test_db = await testDatabase();
  const db = openDatabase(test_db.url("mall_api"));
  const auth_jwk = await newKey("auth");
  const services = await houseServices(db, auth_jwk);
  const app = createApp(services);
  const asked = new Set<string>();
  const [row] = await test_db.sql<{ shop_id: string }[]>`
    select private.create_shop(${shop}, '青藤示例店', 'wx0000000000000001', '1900000001') as shop_id`;

  return {
    test_db,
    services,
    shop_id: row!.shop_id,
    /** The routes that `ask` has seen answer well. */
    asked,
    routes: app.routes.filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replace("/api/shops/:shop", "")}`),

    /** Ask a route and check that the answer is exactly what its contract says. Throws on a refusal. */
    // deno-lint-ignore no-explicit-any -- the caller knows what it asked for
    async ask(route: string, ask: Ask = {}): Promise<any> {
      const { response, reply } = await send(app, shop, route, ask);
      const body = await response.json();
      if (!response.ok) throw new Error(`${route}: ${JSON.stringify(body)}`);
      assert.deepEqual(body, reply.parse(body), `${route} answers more than its contract`);
      asked.add(route);
      return body;
    },

    /** Ask a route and tell the code of its refusal. */
    async refusal(route: string, ask: Ask = {}): Promise<string> {
      const { response } = await send(app, shop, route, ask);
      return (await response.json()).error?.code ?? `answered ${response.status}`;
    },

    /** A member's token; the first call makes the member. */
    async member(openid: string, nickname = ""): Promise<string> {
      const signed_in = await db.call<SignedIn>(server_claims, "sign_in", { shop, openid });
      const { token } = await services.tokens.signMember(signed_in);
      if (nickname) await this.ask("PUT /me", { as: token, json: { nickname } });
      return token;
    },

    /** The token of a staff member. */
    staff: (role: string) => hire(test_db, row!.shop_id, auth_jwk, role),

    async close() {
      await db.close();
      await test_db.drop();
    },
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

async function send(app: ReturnType<typeof createApp>, shop: string, route: string, ask: Ask) {
  const [method, path] = route.split(" ") as [string, string];
  const full = /^\/(health|openapi|staff\/shops)/.test(path)
    ? `/api${path}`
    : `/api/shops/:shop${path}`;
  const found = app.routes.find((one) => one.method === method && one.path === full);
  const spec = found && descriptionOf(found.handler);
  if (!spec) throw new Error(`There is no route ${route}`);
  const params: Record<string, string> = { shop, ...ask.params };
  const headers: Record<string, string> = {};
  if (ask.as) headers.authorization = `Bearer ${ask.as}`;
  if (spec.idempotent) headers["idempotency-key"] = ask.key ?? crypto.randomUUID();
  if (ask.json !== undefined) headers["content-type"] = "application/json";
  const url = full.replace(/:(\w+)/g, (_, name) => params[name]!) +
    (ask.query ? `?${new URLSearchParams(ask.query)}` : "");
  const init: RequestInit = { method, headers };
  if (ask.json !== undefined) init.body = JSON.stringify(ask.json);
  return { response: await app.request(url, init), reply: spec.reply as z.ZodType };
}

async function hire(test_db: TestDatabase, shop_id: string, auth_jwk: JWK, role: string) {
  const user_id = crypto.randomUUID();
  const email = `${role}-${user_id.slice(0, 8)}@example.com`;
  await test_db.sql`
    insert into auth.users (id, aud, role, email)
    values (${user_id}, 'authenticated', 'authenticated', ${email})`;
  await test_db.sql`select private.add_staff(${shop_id}::uuid, ${user_id}::uuid, ${role}, ${role})`;
  return await new SignJWT({ role: "authenticated", email })
    .setProtectedHeader({ alg: "ES256", kid: "auth" })
    .setSubject(user_id).setAudience("authenticated").setIssuer(issuer)
    .setIssuedAt().setExpirationTime("1h").sign(auth_jwk);
}

async function houseServices(db: Services["db"], auth_jwk: JWK): Promise<Services> {
  const account = () => Promise.reject(new Error("nobody answers for WeChat here"));
  return {
    db,
    catalogue: createCatalogueMemory(db),
    hotWordsOf: createHotWords(db),
    tokens: createTokens({
      signing_jwk: await newKey("member"),
      staff_keys: { keys: [publicPart(auth_jwk)] },
      issuer,
    }),
    sealer: createSealer(() => ({
      seal: [{ id: "t1", bytes: new Uint8Array(32).fill(1) }],
      fingerprint: [{ id: "t1", bytes: new Uint8Array(32).fill(2) }],
    })),
    signInAccount: account,
    payAccount: account,
    sendOutbox: () => {},
    limits: {
      address: createRateLimit({ burst: 100, per_second: 100 }),
      token: createRateLimit({ burst: 100, per_second: 100 }),
      member: createRateLimit({ burst: 1000, per_second: 1000 }),
    },
    proxy: { secret: undefined, address_header: "x-forwarded-for" },
  };
}

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...await exportJWK(privateKey), kid, alg: "ES256" };
}
