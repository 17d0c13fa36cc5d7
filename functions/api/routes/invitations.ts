import { Hono } from "hono";
import { z } from "zod";
import { PageQuery } from "@/contracts/paging.ts";
import {
  AcceptedInvitation,
  AcceptInvitation,
  Invitation,
  InvitationPage,
  InvitationToken,
  InviteStaff,
  MyShops,
  OpenedInvitation,
} from "@/contracts/staff/invitations.ts";
import { Decide } from "@/contracts/staff/people.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

/** Inviting people to work in a shop, and joining it. */
export const invitations = new Hono<Env>()
  .get(
    "/staff/invitations",
    endpoint({
      summary: "Who was invited to work here, the newest first",
      auth: "staff",
      query: PageQuery,
      reply: InvitationPage,
      answer: ({ call, shop, query }) => call("list_invitations", { shop, ...query }),
    }),
  )
  .post(
    "/staff/invitations",
    endpoint({
      summary: "Invite somebody by e-mail to work here; the caller makes the token of the link",
      auth: "staff",
      idempotent: true,
      json: InviteStaff,
      reply: Invitation,
      status: 201,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("invite_staff", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/invitations/:invitation/revocation",
    endpoint({
      summary: "Take an open invitation back",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ invitation: Id }),
      json: Decide,
      reply: Invitation,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("revoke_invitation", {
          shop,
          invitation_id: params.invitation,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .get(
    "/invitations/:token",
    endpoint({
      summary: "What an invitation says to whoever holds its link",
      auth: "anyone",
      limited: "strangers",
      params: z.strictObject({ token: InvitationToken }),
      reply: OpenedInvitation,
      answer: ({ call, shop, params }) => call("get_invitation", { shop, token: params.token }),
    }),
  )
  .post(
    "/invitations/acceptance",
    endpoint({
      summary: "Work here from now on: whoever was invited, signed in with that e-mail",
      auth: "staff",
      idempotent: true,
      json: AcceptInvitation,
      reply: AcceptedInvitation,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("accept_invitation", { shop, ...json, idempotency_key }),
    }),
  );

/** Of no shop in particular. */
export const myShops = new Hono<Env>()
  .get(
    "/staff/shops",
    endpoint({
      summary: "The shops where whoever is signed in works",
      auth: "staff",
      reply: MyShops,
      answer: ({ call }) => call("list_my_shops", {}),
    }),
  );
