import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Sql } from "../database.ts";
import { Refusal } from "../http.ts";
import { authError } from "./errors.ts";
import { readInput } from "./input.ts";
import { sendMail } from "./mails.ts";
import { type Issuer, openSession, requireNotBanned } from "./sessions.ts";
import {
  changeUser,
  createUser,
  recordSignIn,
  userBody,
  userByEmail,
  userById,
  type UserRow,
} from "./users.ts";

type Kind = "signup" | "recovery";

/** Milliseconds that a link counts. */
const LIFETIME = 3_600_000;
/** Milliseconds between two mails of a kind to one person. */
const PAUSE = 60_000;

const subjects: Record<Kind, string> = {
  signup: "Confirm your email address",
  recovery: "Reset your password",
};

const SignUp = z.object({
  email: z.email(),
  password: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});
const Recovery = z.object({ email: z.string().max(320) });
const Verification = z.object({ type: z.string(), token_hash: z.string().max(200) });

/** Making an account and a new password by e-mail, as GoTrue does it with confirmations on. */
export function mailRoutes(app: Hono, issuer: Issuer): void {
  const { sql } = issuer;
  app.post("/signup", async (c) => {
    const { email, password, data } = await readInput(c.req.raw, SignUp);
    const known = await userByEmail(sql, email);
    // Whether there is such an account is not said: the answer looks like a new one, but for its identities.
    if (known?.email_confirmed_at) {
      return c.json({ ...userBody({ ...known, id: crypto.randomUUID() }), identities: [] });
    }
    const user = known ??
      await createUser(sql, crypto.randomUUID(), { email, password, user_metadata: data });
    await mailLink(issuer, user, "signup", redirectOf(issuer, c.req.query("redirect_to")));
    return c.json({ ...userBody(user), confirmation_sent_at: new Date() });
  });
  app.post("/recover", async (c) => {
    const { email } = await readInput(c.req.raw, Recovery);
    const user = await userByEmail(sql, email);
    const redirect_to = redirectOf(issuer, c.req.query("redirect_to"));
    if (user) await mailLink(issuer, user, "recovery", redirect_to);
    return c.json({});
  });
  app.post("/verify", async (c) => {
    const { token_hash } = await readInput(c.req.raw, Verification);
    c.header("cache-control", "no-store");
    return c.json(await useLink(issuer, token_hash));
  });
}

/** A mail's link leads here: it confirms the address, signs the user in and redirects with the session. */
export async function verifyLink(issuer: Issuer, c: Context): Promise<Response> {
  const target = redirectOf(issuer, c.req.query("redirect_to"));
  try {
    const session = await useLink(issuer, c.req.query("token") ?? "");
    return c.redirect(
      `${target}#${new URLSearchParams({
        access_token: session.access_token,
        expires_at: String(session.expires_at),
        expires_in: String(session.expires_in),
        refresh_token: session.refresh_token,
        token_type: session.token_type,
        type: c.req.query("type") ?? "signup",
      })}`,
      303,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return c.redirect(
      `${target}#${new URLSearchParams({
        error: "access_denied",
        error_code: "otp_expired",
        error_description: "Email link is invalid or has expired",
      })}`,
      303,
    );
  }
}

/** Only this dashboard's own pages: elsewhere nobody is sent with a session. */
function redirectOf({ issuer }: Issuer, asked: string | undefined): string {
  const origin = new URL(issuer).origin;
  const site = `${origin}/dashboard/`;
  if (!asked || !URL.canParse(asked)) return site;
  const url = new URL(asked);
  url.hash = "";
  return url.origin === origin && url.pathname.startsWith("/dashboard/") ? url.href : site;
}

async function mailLink(
  { sql, issuer }: Issuer,
  user: UserRow,
  kind: Kind,
  redirect_to: string,
): Promise<void> {
  const now = new Date();
  const [before] = await sql<{ created_at: Date }[]>`
    select created_at from auth.local_mail_links where user_id = ${user.id} and kind = ${kind}`;
  if (before && now.getTime() - before.created_at.getTime() < PAUSE) {
    const message = "For security purposes, you can only request this after 60 seconds.";
    throw authError(429, "over_email_send_rate_limit", message);
  }
  const token = crypto.getRandomValues(new Uint8Array(28)).toHex();
  await sql`delete from auth.local_mail_links where user_id = ${user.id} and kind = ${kind}`;
  await sql`
    insert into auth.local_mail_links (token_hash, user_id, kind, created_at)
    values (${await hashOf(token)}, ${user.id}, ${kind}, ${now})`;
  const link = `${issuer}/verify?${new URLSearchParams({ token, type: kind, redirect_to })}`;
  await sendMail(sql, { to: user.email, subject: subjects[kind], link, sent_at: now });
}

/** Uses a link up. Throws 403 `otp_expired` for one that was used, is too old or never was. */
async function useLink(issuer: Issuer, token: string) {
  const user = await userOfLink(issuer.sql, token);
  if (!user) throw authError(403, "otp_expired", "Email link is invalid or has expired");
  requireNotBanned(user);
  if (!user.email_confirmed_at) await changeUser(issuer.sql, user.id, { confirmed: true });
  return await openSession(issuer, await recordSignIn(issuer.sql, user.id), "otp");
}

async function userOfLink(sql: Sql, token: string): Promise<UserRow | undefined> {
  const [used] = await sql<{ user_id: string; created_at: Date }[]>`
    delete from auth.local_mail_links where token_hash = ${await hashOf(token)}
    returning user_id, created_at`;
  if (!used || Date.now() - used.created_at.getTime() > LIFETIME) return undefined;
  return await userById(sql, used.user_id);
}

async function hashOf(token: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
}
