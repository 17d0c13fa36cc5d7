import { createLocalJWKSet, errors, type JWK, type JWTPayload, jwtVerify } from "jose";

export interface GatewayKeys {
  /** ES256 key that signs members' and visitors' tokens; only its public half is used here. */
  memberJwk: JWK;
  /** ES256 private key that signs staff tokens. */
  authJwk: JWK;
  /** `sb_publishable_…`: lets a caller in as `anon`. */
  publishableKey: string;
  /** `sb_secret_…`: lets a caller in as `service_role`. */
  secretKey: string;
}

export const ROLES = ["anon", "authenticated", "service_role"] as const;
export type Role = typeof ROLES[number];

/** A caller with a checked token or key. `claims` are exactly the token's. */
export interface Caller {
  role: Role;
  claims: JWTPayload;
}

export const ANONYMOUS: Caller = { role: "anon", claims: { role: "anon" } };
export const SERVICE: Caller = { role: "service_role", claims: { role: "service_role" } };

/** Why a token was refused; `message` may be shown to its bearer. */
export class BadToken extends Error {
  override name = "BadToken";
}

/** The public key set, as `/auth/v1/.well-known/jwks.json` publishes it. */
export function publicKeySet(keys: GatewayKeys): { keys: JWK[] } {
  return { keys: [publicHalf(keys.authJwk), publicHalf(keys.memberJwk)] };
}

function publicHalf({ kty, crv, x, y, kid }: JWK): JWK {
  return {
    kty: kty!,
    crv: crv!,
    x: x!,
    y: y!,
    kid: kid!,
    alg: "ES256",
    use: "sig",
    key_ops: ["verify"],
  };
}

export type TokenCheck = (token: string) => Promise<Caller>;

/** Makes the check that rest, storage and realtime share: ES256 by `kid`, expiry with 30 s skew, a known role. */
export function tokenCheck(keys: GatewayKeys): TokenCheck {
  const keySet = createLocalJWKSet(publicKeySet(keys));
  return async (token) => {
    const claims = await verified(token, keySet);
    const role = ROLES.find((known) => known === (claims.role ?? "anon"));
    if (!role) throw new BadToken("JWT names a role that may not be assumed");
    return { role, claims };
  };
}

async function verified(
  token: string,
  keySet: ReturnType<typeof createLocalJWKSet>,
): Promise<JWTPayload> {
  try {
    const options = { algorithms: ["ES256"], clockTolerance: 30 };
    return (await jwtVerify(token, keySet, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new BadToken("JWT expired");
    if (error instanceof errors.JWTClaimValidationFailed) throw new BadToken("JWT claims invalid");
    throw new BadToken("No suitable key or wrong key type");
  }
}

/** The credentials of a request: its API key, and its token unless the Bearer only repeats the key. */
export interface Credentials {
  apikey: string | null;
  token: string | null;
}

export function credentials(request: Request): Credentials {
  const bearer = /^bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]?.trim();
  const apikey = request.headers.get("apikey") ??
    new URL(request.url).searchParams.get("apikey") ??
    (bearer && isApiKey(bearer) ? bearer : null);
  return { apikey, token: bearer && !isApiKey(bearer) ? bearer : null };
}

export function isApiKey(text: string): boolean {
  return text.startsWith("sb_publishable_") || text.startsWith("sb_secret_");
}

/** The caller whom an API key alone makes; undefined for a wrong key. */
export function keyHolder(apikey: string, keys: GatewayKeys): Caller | undefined {
  if (apikey === keys.secretKey) return SERVICE;
  if (apikey === keys.publishableKey) return ANONYMOUS;
  return undefined;
}
