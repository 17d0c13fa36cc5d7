import { createMiddleware } from "hono/factory";
import type { Claims } from "@/shared/db.ts";
import { ApiError } from "@/shared/errors.ts";
import type { RequestIdEnv } from "@/shared/middleware/request_id.ts";
import type { Services } from "./services.ts";

/** What a verified token says of whoever calls. */
export type Caller =
  | { kind: "nobody"; claims: Claims }
  | { kind: "visitor"; claims: Claims; shop: string; id: string }
  | { kind: "member"; claims: Claims; shop: string; id: string }
  | { kind: "staff"; claims: Claims; id: string };

export interface Env extends RequestIdEnv {
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

/** Sets `caller` from the bearer token. A token that is there has to be good: TOKEN_INVALID. */
export const caller = createMiddleware<Env>(async function caller(c, next) {
  const token = bearerOf(c.req.header("authorization"));
  c.set("caller", token === null ? nobody : await callerOf(c.var.services, token));
  await next();
});

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
