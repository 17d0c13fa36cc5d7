import { Hono } from "hono";
import type { CreatedVisitor, SignedIn } from "@/contracts/server.ts";
import { Session, SignIn, Visitor } from "@/contracts/sign_in.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import { open_code, type OpenResult } from "@/shared/wechat/open/result.ts";
import type { CodeSession } from "@/shared/wechat/open/types.ts";
import { callerOf, type Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { asMe } from "../own_phone.ts";
import { server_claims, type Services } from "../services.ts";

export const sessions = new Hono<Env>()
  .post(
    "/sessions",
    endpoint({
      summary: "Sign in with a code of wx.login; a visitor's clicks before it come along",
      auth: "anyone",
      limited: "strangers",
      signals: true,
      json: SignIn,
      reply: Session,
      status: 201,
      answer: async ({ asServer, c, services, shop, json }) => {
        const visitor = await visitorOf(services, shop, json.visitor_token);
        const account = await services.signInAccount(shop);
        const who = whoSignedIn(await account.open().code2Session(json.code), c.var.request_id);
        const answer = await asServer("sign_in", {
          shop,
          openid: who.openid,
          unionid: who.unionid ?? null,
          visitor,
        });
        const signed_in = JSON.parse(answer) as SignedIn;
        const token = await services.tokens.signMember(signed_in);
        const member = await asMe(services.sealer, signed_in.member);
        return { ...token, is_new: signed_in.is_new, member };
      },
    }),
  )
  .post(
    "/visitors",
    endpoint({
      summary: "A token for somebody who is not signed in",
      auth: "anyone",
      limited: "strangers",
      reply: Visitor,
      status: 201,
      answer: async ({ services, shop }) => {
        const made = await services.db.call<CreatedVisitor>(server_claims, "create_visitor", {
          shop,
        });
        const token = await services.tokens.signVisitor(made);
        return { ...token, visitor_id: made.visitor_id };
      },
    }),
  );

/** The visitor that a token names. An expired token, or another shop's, is ignored: signing in goes on without it. */
async function visitorOf(
  services: Services,
  shop: string,
  token: string | undefined,
): Promise<string | null> {
  if (token === undefined) return null;
  try {
    const caller = await callerOf(services, token);
    return caller.kind === "visitor" && caller.shop === shop ? caller.id : null;
  } catch (error) {
    if (error instanceof ApiError && error.code === "TOKEN_INVALID") return null;
    throw error;
  }
}

function whoSignedIn(result: OpenResult<CodeSession>, request_id: string): CodeSession {
  if (result.kind === "ok") return result.value;
  if (result.kind === "unknown") {
    throw new ApiError("WECHAT_UNAVAILABLE", { reason: result.reason });
  }
  const { errcode, advice } = result;
  if (errcode === open_code.code_invalid || errcode === open_code.code_used) {
    throw new ApiError("WECHAT_CODE_INVALID");
  }
  log("warn", "wechat_sign_in_refused", { request_id, errcode, advice });
  if (errcode === open_code.user_blocked) throw new ApiError("WECHAT_LOGIN_REFUSED");
  throw new ApiError(advice === "retry" ? "WECHAT_UNAVAILABLE" : "WECHAT_REFUSED");
}
