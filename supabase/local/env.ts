import type { LocalKeys } from "./keys.ts";

export interface EnvSources {
  keys: LocalKeys;
  /** Connection string of one login. */
  databaseUrl(role: string): string;
  /** Base of the gateway, without a trailing slash. */
  gatewayUrl: string;
  /** What the gateway proves itself with, as the merchant's proxy does. */
  proxySecret: string;
  /** Base of the WeChat simulator, without a trailing slash. */
  wechatUrl: string;
}

/** What the functions read from their environment; `.env.example` says why of each. */
export function functionsEnv(sources: EnvSources) {
  const { keys, databaseUrl, gatewayUrl, proxySecret, wechatUrl } = sources;
  const { d: _, ...authPublic } = keys.authJwk;
  const { d: __, ...memberPublic } = keys.memberJwk;
  return {
    MALL_DB_URL: databaseUrl("mall_api"),
    MALL_DB_URL_WECHAT: databaseUrl("mall_wechat"),
    MALL_DB_URL_JOBS: databaseUrl("mall_jobs"),
    MALL_SIGNING_JWK: JSON.stringify(keys.memberJwk),
    MALL_PUBLIC_URL: gatewayUrl,
    ...sealEnv(keys),
    MALL_JOBS_SECRET: keys.jobsSecret,
    MALL_PROXY_SECRET: proxySecret,
    SUPABASE_URL: gatewayUrl,
    SUPABASE_JWKS: JSON.stringify({ keys: [authPublic, memberPublic] }),
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secretKey }),
    WECHAT_API_URL: wechatUrl,
    WECHAT_PAY_URL: wechatUrl,
  };
}

/** What a process needs to seal and open as the functions do. */
export function sealEnv({ masterKey, fingerprintKey }: LocalKeys) {
  return {
    MALL_SEAL_KEYS: `local:${masterKey}`,
    MALL_FINGERPRINT_KEYS: `local:${fingerprintKey}`,
  };
}

/** Puts a record into this process's environment. */
export function setEnv(record: Record<string, string>): void {
  for (const [name, value] of Object.entries(record)) Deno.env.set(name, value);
}
