import type { Context, Handler, TypedResponse } from "hono";
import type { BlankInput } from "hono/types";
import type { z } from "zod";
import { IdempotencyKey, ShopCode } from "@/contracts/values.ts";
import { ApiError, invalidField } from "@/shared/errors.ts";
import type { Arguments, Claims } from "@/shared/db.ts";
import { type Caller, type Env, nobody } from "./context.ts";
import { limitCaller, type Limited } from "./limit.ts";
import { withPictureAddresses } from "./pictures.ts";
import { catalogueReply, jsonReply, type KeptReply, keptReply } from "./reply.ts";
import { server_claims, type Services } from "./services.ts";
import { signalOf } from "./signals.ts";
import { readJson, readQuery, validate } from "./validate.ts";

/**
 * anyone: the caller makes no difference · someone: a visitor or a member · member · staff.
 * A member's or a visitor's token is good in its own shop only; elsewhere there is no such shop.
 */
export type Auth = "anyone" | "someone" | "member" | "staff";

type Optional<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a route gets once the request has passed every check. */
export interface Call<P, Q, J> {
  c: Context<Env>;
  services: Services;
  caller: Caller;
  /** The shop's code in the path. */
  shop: string;
  params: Optional<P>;
  query: Optional<Q>;
  json: Optional<J>;
  /** The Idempotency-Key of a command that has one. */
  idempotency_key: string;
  /** The claims under which `call` runs. */
  claims: Claims;
  /** Call one SQL function as the caller; the answer is JSON text. */
  call(fn: string, args?: Arguments): Promise<string>;
  /**
   * Call, for the caller, a function that takes what only the server can make: sealed text. Only the
   * server's role may call it; it acts for the person that the claims name.
   */
  asServer(fn: string, args?: Arguments): Promise<string>;
  /** The calling member, as the owner of what is sealed. */
  ownerOf(): { shop_id: string; member_id: string };
}

/** A route: what it asks, what it answers, and the one call between. The OpenAPI page is made of these. */
export interface Endpoint<P, Q, J, R> {
  summary: string;
  auth: Auth;
  params?: P;
  query?: Q;
  json?: J;
  reply: R;
  status?: 200 | 201;
  /** A command that creates or moves something: the header Idempotency-Key is required. */
  idempotent?: true;
  /** Which callers are rate-limited. */
  limited?: Limited;
  /** The command may have queued something for WeChat, which is sent without waiting for the tick. */
  sends?: true;
  /** SQL keeps where such a call came from: see `Signal`. */
  signals?: true;
  /** The reply is the same for everybody: seconds for which a cache may serve it. */
  cache_seconds?: number;
  /** JSON text is passed on as it is; a Response or what is kept too. */
  answer(
    call: Call<P, Q, J>,
  ): Promise<string | Response | KeptReply | (R extends z.ZodType ? z.output<R> : never)>;
}

type Schema = z.ZodType | undefined;
type Part<Name extends string, S> = S extends z.ZodType ? { [name in Name]: z.input<S> }
  : BlankInput;
type Input<Q, J> = [Q, J] extends [undefined, undefined] ? BlankInput
  : { in: Part<"query", Q> & Part<"json", J>; out: BlankInput };
// deno-lint-ignore no-explicit-any -- hono fills in the path where the route stands
type AnyPath = any;
type Answered<R> = R extends z.ZodType ? TypedResponse<z.output<R>, 200 | 201, "json"> : Response;

export type AnyEndpoint = Endpoint<Schema, Schema, Schema, z.ZodType>;

const described = new WeakMap<object, AnyEndpoint>();

/** The description of a route's handler, if it is one of ours. */
export function descriptionOf(handler: object): AnyEndpoint | undefined {
  return described.get(handler);
}

/** A handler that checks caller, limits, arguments and body before `answer`, and describes itself. */
export function endpoint<
  R extends z.ZodType,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  J extends Schema = undefined,
>(spec: Endpoint<P, Q, J, R>): Handler<Env, AnyPath, Input<Q, J>, Promise<Answered<R>>> {
  async function handler(c: Context<Env>): Promise<Response> {
    const { services, caller } = c.var;
    const shop = shopOf(c);
    const admitted = admit(spec.auth, caller, shop);
    if (spec.limited) limitCaller(c, spec.limited, spec.auth);
    const idempotency_key = spec.idempotent ? readKey(c) : "";
    const signal = spec.signals && await signalOf(c);
    const claims = signal ? { ...admitted, signal } : admitted;
    const call: Call<P, Q, J> = {
      c,
      services,
      caller,
      shop,
      params: (spec.params && validate(spec.params, ownParams(c))) as Optional<P>,
      query: (spec.query && validate(spec.query, readQuery(c.req.queries()))) as Optional<Q>,
      json: (spec.json && validate(spec.json, await readJson(c.req.raw))) as Optional<J>,
      idempotency_key,
      claims,
      call: (fn, args) => services.db.callText(claims, fn, args),
      asServer: (fn, args) =>
        services.db.callText({ ...claims, role: server_claims.role }, fn, args),
      ownerOf: () => ({
        shop_id: String(claims.shop_id),
        member_id: String(claims.member_id),
      }),
    };
    const answer = await spec.answer(call);
    if (spec.sends) services.sendOutbox();
    if (answer instanceof Response) return answer;
    if (isKept(answer)) return catalogueReply(c, answer, spec.cache_seconds ?? 0);
    const text = withPictureAddresses(
      typeof answer === "string" ? answer : JSON.stringify(answer),
    );
    if (spec.cache_seconds !== undefined) {
      return catalogueReply(c, keptReply(text), spec.cache_seconds);
    }
    return jsonReply(c, text, spec.status ?? 200);
  }
  described.set(handler, spec as unknown as AnyEndpoint);
  return handler as unknown as Handler<Env, AnyPath, Input<Q, J>, Promise<Answered<R>>>;
}

function isKept(answer: unknown): answer is KeptReply {
  return (answer as Partial<KeptReply>).body instanceof Uint8Array;
}

/** The claims to call with. Throws SIGN_IN_REQUIRED, FORBIDDEN or SHOP_NOT_FOUND. */
function admit(auth: Auth, caller: Caller, shop: string): Claims {
  if (auth === "anyone") return nobody.claims;
  if (caller.kind === "nobody") throw new ApiError("SIGN_IN_REQUIRED");
  if (auth === "staff") {
    if (caller.kind !== "staff") throw new ApiError("FORBIDDEN");
    return caller.claims;
  }
  if (caller.kind === "staff") throw new ApiError("FORBIDDEN");
  if (caller.shop !== shop) throw new ApiError("SHOP_NOT_FOUND");
  if (auth === "member" && caller.kind !== "member") throw new ApiError("SIGN_IN_REQUIRED");
  return caller.claims;
}

/** The code in the path; empty on a route of no shop. What cannot be a code is no shop. */
function shopOf(c: Context): string {
  const shop = c.req.param("shop");
  if (shop === undefined) return "";
  if (!ShopCode.safeParse(shop).success) throw new ApiError("SHOP_NOT_FOUND");
  return shop;
}

function readKey(c: Context): string {
  const key = c.req.header("idempotency-key");
  if (key === undefined) throw new ApiError("IDEMPOTENCY_KEY_REQUIRED");
  if (!IdempotencyKey.safeParse(key).success) throw invalidField("Idempotency-Key", "格式不对");
  return key;
}

function ownParams(c: Context): Record<string, string> {
  const { shop: _shop, ...params } = c.req.param() as Record<string, string>;
  return params;
}
