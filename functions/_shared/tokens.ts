import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, errors } from "jose";
import { importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from "jose";
import type { JWTVerifyGetKey } from "jose";
import { ApiError } from "./errors.ts";
import type { Claims } from "./db.ts";
import { once } from "./once.ts";

/** Who a member is to the rest of the house. */
export interface MemberIdentity {
  shop_id: string;
  shop: string;
  member_id: string;
}

export interface VisitorIdentity {
  shop_id: string;
  shop: string;
  visitor_id: string;
}

/** A signed token and the moment it ends. */
export interface SignedToken {
  token: string;
  expires_at: string;
}

export interface Tokens {
  signMember(member: MemberIdentity): Promise<SignedToken>;
  signVisitor(visitor: VisitorIdentity): Promise<SignedToken>;
  /** The claims of a token that one of our keys signed. Throws TOKEN_INVALID. */
  verify(token: string): Promise<Claims>;
}

export interface TokenOptions {
  /** Private ES256 JWK with a kid: signs members and visitors. */
  signing_jwk: JWK;
  /** Public keys of staff tokens: a key set, or where Supabase Auth publishes it. */
  staff_keys: JSONWebKeySet | URL;
  /** `https://<project>.supabase.co/auth/v1` */
  issuer: string;
  most_remembered?: number;
}

const member_seconds = 60 * 60;
const visitor_seconds = 180 * 24 * 60 * 60;
const algorithms = ["ES256", "RS256"];

/** Signs and verifies. Verified tokens are remembered until they end: ES256 is paid once per token. */
export function createTokens(options: TokenOptions): Tokens {
  const { kid } = options.signing_jwk;
  if (!kid) throw new Error("Cannot sign: the signing key has no kid");
  const signing = once(() => importSigningKey(options.signing_jwk));
  const own_keys = createLocalJWKSet({ keys: [publicPart(options.signing_jwk)] });
  const staff_keys = options.staff_keys instanceof URL
    ? createRemoteJWKSet(options.staff_keys)
    : createLocalJWKSet(options.staff_keys);
  const remembered = createMemory(options.most_remembered ?? 10_000);

  async function sign(subject: string, seconds: number, claims: Claims): Promise<SignedToken> {
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ ...claims, aud: "authenticated", iss: options.issuer })
      .setProtectedHeader({ alg: "ES256", kid: kid!, typ: "JWT" })
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(await signing());
    return { token, expires_at: new Date((now + seconds) * 1000).toISOString() };
  }

  return {
    signMember: (member) =>
      sign(member.member_id, member_seconds, {
        role: "authenticated",
        kind: "member",
        ...pick(member, ["shop_id", "shop", "member_id"]),
      }),
    signVisitor: (visitor) =>
      sign(visitor.visitor_id, visitor_seconds, {
        role: "anon",
        kind: "visitor",
        ...pick(visitor, ["shop_id", "shop", "visitor_id"]),
      }),
    async verify(token) {
      const known = remembered.get(token);
      if (known) return known;
      const own = keyIdOf(token) === kid;
      const claims = await verified(token, own ? own_keys : staff_keys, options.issuer);
      remembered.set(token, claims);
      return claims;
    },
  };
}

async function verified(token: string, keys: JWTVerifyGetKey, issuer: string): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms,
      issuer,
      audience: "authenticated",
      requiredClaims: ["sub", "exp", "role"],
    });
    if (payload.role !== "authenticated" && payload.role !== "anon") {
      throw new ApiError("TOKEN_INVALID");
    }
    return payload as unknown as Claims;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (isUnreachable(error)) throw new ApiError("BUSY", undefined, { cause: error });
    throw new ApiError("TOKEN_INVALID", undefined, { cause: error });
  }
}

/** Whether the keys could not be fetched, which says nothing about the token. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true;
  const plain = error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC";
  return plain || (error instanceof TypeError && /fetch|network|connect/i.test(error.message));
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch (cause) {
    throw new ApiError("TOKEN_INVALID", undefined, { cause });
  }
}

/** `key_ops` and `use` as the Supabase CLI prints them are refused by WebCrypto for a private key. */
async function importSigningKey(jwk: JWK): Promise<CryptoKey> {
  const { key_ops: _key_ops, use: _use, ...rest } = jwk;
  return await importJWK(rest, "ES256") as CryptoKey;
}

/** A private JWK without its private half. */
export function publicPart(jwk: JWK): JWK {
  const { d: _d, key_ops: _key_ops, ...rest } = jwk;
  return { ...rest, alg: "ES256", use: "sig" };
}

/** The least recently used tokens are forgotten first, ended ones when they are asked for. */
function createMemory(most: number) {
  const kept = new Map<string, Claims>();
  return {
    get(token: string): Claims | undefined {
      const claims = kept.get(token);
      if (!claims) return undefined;
      kept.delete(token);
      if (Number(claims.exp) * 1000 <= Date.now()) return undefined;
      kept.set(token, claims);
      return claims;
    },
    set(token: string, claims: Claims): void {
      if (kept.size >= most) kept.delete(kept.keys().next().value!);
      kept.set(token, claims);
    },
  };
}

function pick<T extends object, K extends keyof T>(from: T, names: K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>;
}
