import { Hono } from "hono";
import { z } from "zod";
import { Share } from "@/contracts/shares.ts";
import { Decide } from "@/contracts/staff/people.ts";
import {
  MoveBinding,
  MovedBinding,
  RelationPage,
  RelationQuery,
} from "@/contracts/staff/relations.ts";
import { Id, ShareToken } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffRelations = new Hono<Env>()
  .get(
    "/staff/relations",
    endpoint({
      summary: "Who is bound to whom now",
      auth: "staff",
      query: RelationQuery,
      reply: RelationPage,
      answer: ({ call, shop, query }) => call("list_relations", { shop, ...query }),
    }),
  )
  .put(
    "/staff/members/:member/bindings",
    endpoint({
      summary: "Bind a member to a distributor, move or end the binding",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ member: Id }),
      json: MoveBinding,
      reply: MovedBinding,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("move_binding", { shop, member_id: params.member, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/shares/:token/revocation",
    endpoint({
      summary: "Take back what somebody shares: it opens its page and binds nobody",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ token: ShareToken }),
      json: Decide,
      reply: Share,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("staff_revoke_share", { shop, token: params.token, ...json, idempotency_key }),
    }),
  );
