import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Sql } from "../database.ts";
import { requireKey } from "../gatekeeper.ts";
import { type FetchHandler, Refusal, report } from "../http.ts";
import {
  BadToken,
  credentials,
  type GatewayKeys,
  publicKeySet,
  ROLES,
  type TokenCheck,
} from "../keys.ts";
import { adminRoutes } from "./admin.ts";
import { authError } from "./errors.ts";
import { readInput } from "./input.ts";
import { mailRoutes, verifyLink } from "./mail_links.ts";
import {
  closeSessions,
  type Issuer,
  openSession,
  refreshSession,
  requireNotBanned,
  sessionExists,
} from "./sessions.ts";
import {
  changeUser,
  recordSignIn,
  userBody,
  userById,
  userByPassword,
  type UserRow,
} from "./users.ts";

export interface AuthOptions {
  /** Pool of the owner of schema auth. */
  sql: Sql;
  keys: GatewayKeys;
  check: TokenCheck;
  issuer: string;
}

const Password = z.object({ email: z.string().max(320), password: z.string().max(1000) });
const Refresh = z.object({ refresh_token: z.string().max(200) });
const Scope = z.enum(["global", "local", "others"]);
const OwnChange = z.strictObject({
  password: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  code_challenge: z.null().optional(),
  code_challenge_method: z.null().optional(),
});

/** Makes the tables that sign-in needs beside auth.users. May be run again. */
export async function prepareAuth(sql: Sql): Promise<void> {
  const tables = await Deno.readTextFile(new URL("tables.sql", import.meta.url));
  await sql.unsafe(tables).simple();
}

/** `/auth/v1/*`: the part of GoTrue that staff and the seed use: signing in and up, mails with links, users. */
export function authHandler({ sql, keys, check, issuer }: AuthOptions): FetchHandler {
  const app = new Hono().basePath("/auth/v1");
  app.onError((error) => errorResponse(error));
  app.notFound(() => authError(404, "not_found", "Not offered locally").toResponse());
  app.use(async (c, next) => {
    await next();
    c.header("x-supabase-api-version", "2024-01-01");
  });
  app.get("/.well-known/jwks.json", (c) => {
    c.header("cache-control", "public, max-age=600");
    return c.json(publicKeySet(keys));
  });
  app.get(
    "/health",
    (c) => c.json({ name: "GoTrue", version: "local", description: "Local auth" }),
  );
  const tokens: Issuer = { sql, signingKey: keys.authJwk, issuer };
  app.get("/verify", (c) => verifyLink(tokens, c));
  app.use(async (c, next) => {
    const holder = requireKey(c.req.raw, keys);
    if (c.req.path.startsWith("/auth/v1/admin/")) requireSecret(c.req.raw, holder.role);
    await next();
  });
  app.get("/settings", (c) => c.json(SETTINGS));
  app.route("/admin", adminRoutes(sql));
  app.post("/token", (c) => grantTokens(tokens, c));
  mailRoutes(app, tokens);
  userRoutes(app, sql, check);
  return (request) => app.fetch(request);
}

const SETTINGS = {
  external: { email: true, phone: false },
  disable_signup: false,
  mailer_autoconfirm: false,
  phone_autoconfirm: false,
  sms_provider: "",
  saml_enabled: false,
};

async function grantTokens(tokens: Issuer, c: Context): Promise<Response> {
  c.header("cache-control", "no-store");
  switch (c.req.query("grant_type")) {
    case "password": {
      const { email, password } = await readInput(c.req.raw, Password);
      const user = await userByPassword(tokens.sql, email, password);
      if (!user) throw authError(400, "invalid_credentials", "Invalid login credentials");
      requireNotBanned(user);
      if (!user.email_confirmed_at) {
        throw authError(400, "email_not_confirmed", "Email not confirmed");
      }
      return c.json(await openSession(tokens, await recordSignIn(tokens.sql, user.id), "password"));
    }
    case "refresh_token": {
      const { refresh_token } = await readInput(c.req.raw, Refresh);
      return c.json(await refreshSession(tokens, refresh_token));
    }
    default:
      throw authError(400, "invalid_credentials", "unsupported_grant_type");
  }
}

function userRoutes(app: Hono, sql: Sql, check: TokenCheck): void {
  app.get("/user", async (c) => c.json(userBody((await signedIn(sql, check, c.req.raw)).user)));
  app.put("/user", async (c) => {
    const { user } = await signedIn(sql, check, c.req.raw);
    const { password, data } = await readInput(c.req.raw, OwnChange);
    const changed = await changeUser(sql, user.id, { password, user_metadata: data });
    return c.json(userBody(changed!));
  });
  app.post("/logout", async (c) => {
    const { user, sessionId } = await signedIn(sql, check, c.req.raw);
    const scope = Scope.safeParse(c.req.query("scope") ?? "global");
    if (!scope.success) throw authError(400, "validation_failed", "Unsupported logout scope");
    await closeSessions(sql, scope.data, user.id, sessionId);
    return c.body(null, 204);
  });
}

interface SignedIn {
  user: UserRow;
  sessionId: string;
}

const NO_SESSION = "00000000-0000-0000-0000-000000000000";

/** The user of the request's token, whose session must still be open. A member's token has no user here. */
async function signedIn(sql: Sql, check: TokenCheck, request: Request): Promise<SignedIn> {
  const { token } = credentials(request);
  if (!token) throw authError(401, "no_authorization", "This endpoint requires a Bearer token");
  const { claims } = await check(token);
  const sub = z.uuid().safeParse(claims.sub);
  const user = sub.success ? await userById(sql, sub.data) : undefined;
  if (!user) {
    throw authError(403, "user_not_found", "User from sub claim in JWT does not exist");
  }
  const sessionId = z.uuid().catch(NO_SESSION).parse(claims["session_id"]);
  if (sessionId !== NO_SESSION && !await sessionExists(sql, sessionId)) {
    throw authError(
      403,
      "session_not_found",
      "Session from session_id claim in JWT does not exist",
    );
  }
  return { user, sessionId };
}

function requireSecret(request: Request, role: typeof ROLES[number]): void {
  if (role !== "service_role" || credentials(request).token !== null) {
    throw authError(403, "not_admin", "User not allowed");
  }
}

function errorResponse(error: unknown): Response {
  if (error instanceof Refusal) return error.toResponse();
  if (error instanceof BadToken) {
    return authError(403, "bad_jwt", `invalid JWT: ${error.message}`).toResponse();
  }
  report("auth", error);
  return authError(500, "unexpected_failure", "Internal error").toResponse();
}
