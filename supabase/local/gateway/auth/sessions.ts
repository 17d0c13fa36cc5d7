import type { JWK } from "jose";
import { SignJWT } from "jose";
import type { Sql } from "../database.ts";
import { authError } from "./errors.ts";
import { userBody, userById, type UserRow } from "./users.ts";

/** Seconds that an access token lives. */
const LIFETIME = 3600;
/** Milliseconds in which a used refresh token may come again: two tabs, or an answer that was lost. */
const REUSE_GRACE = 10_000;

export interface Issuer {
  sql: Sql;
  signingKey: JWK;
  /** `<gateway>/auth/v1` */
  issuer: string;
}

/** How a user signed in: by a password, or by a link in a mail. */
export type Method = "password" | "otp";

/** Begins a session and gives its first pair of tokens. */
export async function openSession(issuer: Issuer, user: UserRow, method: Method) {
  return await sessionBody(issuer, user, { session_id: crypto.randomUUID(), method });
}

/** Trades a refresh token for the next pair. A used one that comes again late ends its whole family. */
export async function refreshSession(issuer: Issuer, token: string) {
  const found = await useToken(issuer.sql, token);
  if (found === "unknown") {
    throw authError(
      400,
      "refresh_token_not_found",
      "Invalid Refresh Token: Refresh Token Not Found",
    );
  }
  if (found === "stolen") {
    throw authError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
  }
  const user = await userById(issuer.sql, found.user_id);
  if (!user) throw authError(403, "user_not_found", "User from refresh token does not exist");
  requireNotBanned(user);
  return await sessionBody(issuer, user, found);
}

export function requireNotBanned(user: UserRow): void {
  if (user.banned_until && user.banned_until.getTime() > Date.now()) {
    throw authError(400, "user_banned", "User is banned");
  }
}

export async function sessionExists(sql: Sql, sessionId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from auth.local_refresh_tokens where session_id = ${sessionId} limit 1`;
  return rows.length > 0;
}

/** Ends this session, all of the user's others, or all. */
export async function closeSessions(
  sql: Sql,
  scope: "local" | "others" | "global",
  userId: string,
  sessionId: string,
): Promise<void> {
  await sql`
    delete from auth.local_refresh_tokens where user_id = ${userId} and case ${scope}::text
      when 'local' then session_id = ${sessionId}
      when 'others' then session_id <> ${sessionId}
      else true end`;
}

interface Begun {
  session_id: string;
  method: Method;
}

interface Family extends Begun {
  user_id: string;
}

async function useToken(sql: Sql, token: string): Promise<Family | "unknown" | "stolen"> {
  const hash = await tokenHash(token);
  const now = new Date();
  return await sql.begin(async (tx) => {
    const [row] = await tx<(Family & { used_at: Date | null })[]>`
      select session_id, method, user_id, used_at from auth.local_refresh_tokens
      where token_hash = ${hash} for update`;
    if (!row) return "unknown";
    if (!row.used_at) {
      await tx`update auth.local_refresh_tokens set used_at = ${now} where token_hash = ${hash}`;
      return row;
    }
    if (now.getTime() - row.used_at.getTime() <= REUSE_GRACE) return row;
    await tx`delete from auth.local_refresh_tokens where session_id = ${row.session_id}`;
    return "stolen";
  });
}

async function sessionBody(issuer: Issuer, user: UserRow, begun: Begun) {
  const issuedAt = Math.floor(Date.now() / 1000);
  return {
    access_token: await accessToken(issuer, user, begun, issuedAt),
    token_type: "bearer",
    expires_in: LIFETIME,
    expires_at: issuedAt + LIFETIME,
    refresh_token: await newRefreshToken(issuer.sql, user.id, begun),
    user: userBody(user),
  };
}

async function accessToken(
  { signingKey, issuer }: Issuer,
  user: UserRow,
  { session_id, method }: Begun,
  issuedAt: number,
): Promise<string> {
  const claims = {
    iss: issuer,
    sub: user.id,
    aud: "authenticated",
    exp: issuedAt + LIFETIME,
    iat: issuedAt,
    email: user.email,
    phone: user.phone ?? "",
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    role: user.role,
    aal: "aal1",
    amr: [{ method, timestamp: issuedAt }],
    session_id,
    is_anonymous: user.is_anonymous,
  };
  const header = { alg: "ES256", typ: "JWT", kid: signingKey.kid! };
  return await new SignJWT(claims).setProtectedHeader(header).sign(signingKey);
}

async function newRefreshToken(
  sql: Sql,
  userId: string,
  { session_id, method }: Begun,
): Promise<string> {
  const token = crypto.getRandomValues(new Uint8Array(32)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  await sql`
    insert into auth.local_refresh_tokens (token_hash, session_id, method, user_id, created_at)
    values (${await tokenHash(token)}, ${session_id}, ${method}, ${userId}, ${new Date()})`;
  return token;
}

async function tokenHash(token: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
}
