import { type Claims, type Database, openDatabase } from "@/shared/db.ts";
import { env, envUrl, optionalEnv } from "@/shared/env.ts";
import { once } from "@/shared/once.ts";
import { createRateLimit, type RateLimit } from "@/shared/rate_limit.ts";
import type { Sealer } from "@/shared/seal.ts";
import { sealerFromEnv } from "@/shared/sealer.ts";
import { createShopAccounts, type ShopAccount } from "@/shared/shop_accounts.ts";
import { createTokens, type Tokens } from "@/shared/tokens.ts";
import { type CatalogueMemory, createCatalogueMemory } from "./catalogue_memory.ts";
import { createHotWords, type HotWordsOf } from "./hot_words.ts";
import { createOutboxKick } from "./outbox.ts";

/** What the server itself may call: signing people in, recording what WeChat answered. */
export const server_claims: Claims = { role: "mall_server" };

/** What the routes stand on. */
export interface Services {
  db: Database;
  /** What everybody reads, kept in this process. */
  catalogue: CatalogueMemory;
  hotWordsOf: HotWordsOf;
  tokens: Tokens;
  sealer: Sealer;
  /** A shop with what signing in needs, at most `oldest_ms` old. */
  signInAccount(shop: string, oldest_ms?: number): Promise<ShopAccount>;
  /** A shop with what paying needs, at most `oldest_ms` old. */
  payAccount(shop: string, oldest_ms?: number): Promise<ShopAccount>;
  limits: { address: RateLimit; token: RateLimit; member: RateLimit };
  proxy: Proxy;
  /** Have the rows of the outbox sent soon. */
  sendOutbox(): void;
}

/** The merchant's proxy in front of the functions. */
export interface Proxy {
  /** The secret by which the proxy proves itself; without one no address is believed. */
  secret: string | undefined;
  /** The header in which it writes the caller's address. */
  address_header: string;
  /** The header in which it names the caller's region, where it knows it. */
  region_header?: string | undefined;
}

/** Everything from the environment, each part made when it is first used. */
export function createServices(): Services {
  const db = once(() => openDatabase(env("MALL_DB_URL")));
  const catalogue = once(() => createCatalogueMemory(db()));
  const hot_words = once(() => createHotWords(db()));
  const sealer = sealerFromEnv();
  const accounts = (fn: string) =>
    once(() => createShopAccounts({ db: db(), claims: server_claims, sealer, fn }));
  const sign_in = accounts("get_shop_for_sign_in");
  const pay = accounts("get_payment_config");
  const tokens = once(tokensFromEnv);
  const proxy = once(() => ({
    secret: optionalEnv("MALL_PROXY_SECRET"),
    address_header: optionalEnv("MALL_CLIENT_ADDRESS_HEADER") ?? "x-forwarded-for",
    region_header: optionalEnv("MALL_CLIENT_REGION_HEADER"),
  }));
  return {
    get db() {
      return db();
    },
    get catalogue() {
      return catalogue();
    },
    hotWordsOf: (shop) => hot_words()(shop),
    get tokens() {
      return tokens();
    },
    sealer,
    signInAccount: (shop, oldest_ms) => sign_in()(shop, oldest_ms),
    payAccount: (shop, oldest_ms) => pay()(shop, oldest_ms),
    limits: {
      address: createRateLimit({ burst: 300, per_second: 10 }),
      token: createRateLimit({ burst: 30, per_second: 1 }),
      member: createRateLimit({ burst: 60, per_second: 2 }),
    },
    get proxy() {
      return proxy();
    },
    sendOutbox: createOutboxKick(() => {
      if (optionalEnv("MALL_JOBS_URL") === undefined) return null;
      return { url: envUrl("MALL_JOBS_URL"), secret: env("MALL_JOBS_SECRET") };
    }),
  };
}

function tokensFromEnv(): Tokens {
  const issuer = `${envUrl("SUPABASE_URL")}/auth/v1`;
  const key_set = optionalEnv("SUPABASE_JWKS");
  return createTokens({
    signing_jwk: JSON.parse(env("MALL_SIGNING_JWK")),
    staff_keys: key_set ? JSON.parse(key_set) : new URL(`${issuer}/.well-known/jwks.json`),
    issuer,
  });
}
