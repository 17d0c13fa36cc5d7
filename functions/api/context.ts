import { createMiddleware } from "hono/factory";
import type { Claims } from "@/shared/db.ts";
import { ApiError } from "@/shared/errors.ts";
import type { RequestIdEnv } from "@/shared/middleware/request_id.ts";
import type { CataloguePage } from "./catalogue_memory.ts";
import type { Services } from "./services.ts";

/** What a verified token says about the caller. */
export type Caller =
  | { kind: "nobody"; claims: Claims }
  | { kind: "visitor"; claims: Claims; shop: string; id: string }
  | { kind: "member"; claims: Claims; shop: string; id: string }
  | { kind: "staff"; claims: Claims; id: string };

/** What the app and the known addresses before it tell each other of a request. */
export interface Bindings {
  /** Why an address that was known could not be answered. */
  thrown?: unknown;
  /** The page of the catalogue that was answered. */
  page?: CataloguePage;
}

export interface Env extends RequestIdEnv {
  Bindings: Bindings;
  Variables: RequestIdEnv["Variables"] & { services: Services; caller: Caller };
}

export const nobody: Caller = { kind: "nobody", claims: { role: "anon" } };

/** Sets `services`. */
export function provide(services: Services) {
  return createMiddleware<Env>(function provide(c, next) {
    c.set("services", services);
    return next();
  });
}

/** Sets `caller` from the bearer token. */
export const caller = createMiddleware<Env>(async function caller(c, next) {
  if (c.env?.thrown !== undefined) throw c.env.thrown;
  c.set("caller", await callerBy(c.var.services, c.req.header("authorization")));
  await next();
});

/** The caller that an authorization header names. A token that is there has to be good: throws TOKEN_INVALID. */
export async function callerBy(services: Services, header: string | undefined): Promise<Caller> {
  const token = bearerOf(header);
  return token === null ? nobody : await callerOf(services, token);
}

/** The caller whom a token names. Throws TOKEN_INVALID. */
export async function callerOf({ tokens }: Services, token: string): Promise<Caller> {
  const claims = await tokens.verify(token);
  const id = String(claims.sub);
  const shop = String(claims.shop);
  if (claims.kind === "member") return { kind: "member", claims, shop, id };
  if (claims.kind === "visitor") return { kind: "visitor", claims, shop, id };
  if (claims.role !== "authenticated") throw new ApiError("TOKEN_INVALID");
  return { kind: "staff", claims, id };
}

/** The token of a bearer header. A publishable key names the project and nobody in it. */
function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const [, token] = /^Bearer\s+(\S+)$/i.exec(header) ?? [];
  if (token === undefined) throw new ApiError("TOKEN_INVALID");
  return token.startsWith("sb_publishable_") ? null : token;
}
