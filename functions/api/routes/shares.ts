import { Hono } from "hono";
import { z } from "zod";
import {
  BindingReply,
  Click,
  CreateShare,
  OpenedShare,
  RecordClick,
  Share,
} from "@/contracts/shares.ts";
import { ShareToken } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { CodePicture, drawShareCode } from "../share_code.ts";

const ByToken = z.strictObject({ token: ShareToken });

export const shares = new Hono<Env>()
  .post(
    "/shares",
    endpoint({
      summary: "A token to share a page with",
      auth: "member",
      limited: "everyone",
      json: CreateShare,
      reply: Share,
      status: 201,
      answer: ({ call, json }) => call("create_share", { ...json }),
    }),
  )
  .get(
    "/shares/:token",
    endpoint({
      summary: "What a share opens",
      auth: "anyone",
      cache_seconds: 15,
      params: ByToken,
      reply: OpenedShare,
      answer: ({ call, shop, params }) => call("get_share", { shop, token: params.token }),
    }),
  )
  .get(
    "/shares/:token/code",
    endpoint({
      summary: "The mini program code of a share, a picture",
      auth: "anyone",
      limited: "strangers",
      params: ByToken,
      reply: CodePicture,
      answer: async ({ call, c, services, shop, params }) => {
        const share = JSON.parse(await call("get_share", { shop, token: params.token }));
        return drawShareCode(c, services, shop, OpenedShare.parse(share));
      },
    }),
  )
  .post(
    "/shares/:token/revocation",
    endpoint({
      summary: "Take back a link, code, poster or invitation of mine",
      auth: "member",
      params: ByToken,
      reply: Share,
      answer: ({ call, params }) => call("revoke_share", { token: params.token }),
    }),
  )
  .post(
    "/clicks",
    endpoint({
      summary: "A share was opened, by a member or a visitor; a member may be bound by it",
      auth: "someone",
      limited: "everyone",
      signals: true,
      json: RecordClick,
      reply: Click,
      status: 201,
      answer: ({ call, asServer, caller, shop, json }) => {
        const args = { share: json.share, scene: json.scene ?? null };
        if (caller.kind !== "visitor") return call("record_click", args);
        return asServer("record_visitor_click", { shop, visitor: caller.id, ...args });
      },
    }),
  )
  .get(
    "/binding",
    endpoint({
      summary: "The distributor who earns when I buy",
      auth: "member",
      reply: BindingReply,
      answer: ({ call }) => call("get_binding"),
    }),
  );
