import { type Bytes, fromBase64 } from "./wechat/bytes.ts";

/**
 * Every setting of the functions comes from the environment and is read when it is first needed,
 * so that a function starts without what it never uses. `.env.example` says why for each.
 */
export type EnvName =
  | "MALL_DB_URL"
  | "MALL_DB_URL_WECHAT"
  | "MALL_DB_URL_JOBS"
  | "MALL_DB_CA"
  | "MALL_SIGNING_JWK"
  | "MALL_PUBLIC_URL"
  | "MALL_SEAL_KEYS"
  | "MALL_FINGERPRINT_KEYS"
  | "MALL_JOBS_SECRET"
  | "MALL_JOBS_URL"
  | "MALL_CLIENT_ADDRESS_HEADER"
  | "MALL_CLIENT_REGION_HEADER"
  | "MALL_PROXY_SECRET"
  | "SUPABASE_URL"
  | "SUPABASE_JWKS"
  | "WECHAT_API_URL"
  | "WECHAT_PAY_URL";

/** A setting that has to be there. Throws an Error that names it when it is not. */
export function env(name: EnvName): string {
  const value = Deno.env.get(name);
  if (!value) throw new Error(`Cannot start: the environment variable ${name} is not set`);
  return value;
}

/** A setting that may be left out. */
export function optionalEnv(name: EnvName): string | undefined {
  return Deno.env.get(name) || undefined;
}

/** A base URL without its last slash, or the one that holds when nothing is set. */
export function envUrl(name: EnvName, otherwise?: string): string {
  const value = otherwise === undefined ? env(name) : optionalEnv(name) ?? otherwise;
  if (!URL.canParse(value)) throw new Error(`Cannot start: ${name} is not a URL`);
  return value.replace(/\/+$/, "");
}

/** Named keys `name:base64[,name:base64…]` of 32 bytes each, the one in use first. No value is repeated in a message. */
export function envKeys(name: EnvName): { id: string; bytes: Bytes }[] {
  const keys = env(name).split(",").map((part) => {
    const [id = "", text = ""] = part.trim().split(/:(.*)/s);
    if (!/^[a-z0-9]{1,16}$/.test(id)) {
      throw new Error(`Cannot start: ${name} needs the form name:base64, names of a-z and 0-9`);
    }
    const bytes = fromBase64(text);
    if (bytes === null) throw new Error(`Cannot start: ${id} of ${name} is not base64`);
    if (bytes.length !== 32) throw new Error(`Cannot start: ${id} of ${name} is not 32 bytes long`);
    return { id, bytes };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new Error(`Cannot start: ${name} names a key twice`);
  }
  return keys;
}
