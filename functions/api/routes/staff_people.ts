import { Hono } from "hono";
import { z } from "zod";
import {
  AddStaff,
  Decide,
  SetStaff,
  StaffMember,
  StaffMembers,
  StaffSession,
} from "@/contracts/staff/people.ts";
import { SaveCredential, SavedCredential } from "@/contracts/staff/settings.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { checkCredential } from "../credential.ts";
import { endpoint } from "../endpoint.ts";
import { credentialOf } from "@/shared/seal.ts";

export const staffPeople = new Hono<Env>()
  .get(
    "/staff/session",
    endpoint({
      summary: "Who I am in this shop and what I may do",
      auth: "staff",
      reply: StaffSession,
      answer: ({ call, shop }) => call("get_staff_session", { shop }),
    }),
  )
  .get(
    "/staff/people",
    endpoint({
      summary: "Everybody who works or worked here",
      auth: "staff",
      reply: StaffMembers,
      answer: ({ call, shop }) => call("list_staff", { shop }),
    }),
  )
  .post(
    "/staff/people",
    endpoint({
      summary: "Let somebody with an account work here",
      auth: "staff",
      idempotent: true,
      json: AddStaff,
      reply: StaffMember,
      status: 201,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("add_staff", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/people/:staff",
    endpoint({
      summary: "Change a role, or let somebody go; a shop keeps an owner",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ staff: Id }),
      json: SetStaff,
      reply: StaffMember,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("set_staff", { shop, staff_id: params.staff, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/leave",
    endpoint({
      summary: "Work here no longer, by one's own wish; a shop keeps an owner",
      auth: "staff",
      idempotent: true,
      json: Decide,
      reply: Done,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("leave_shop", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/credentials",
    endpoint({
      summary: "Keep a key of the shop at WeChat; nobody reads it back",
      auth: "staff",
      idempotent: true,
      json: SaveCredential,
      reply: SavedCredential,
      answer: async ({ call, asServer, services, shop, json, idempotency_key }) => {
        const { value, reason, ...named } = json;
        await checkCredential(named.kind, value, named.serial);
        const session = JSON.parse(await call("get_staff_session", { shop })) as StaffSession;
        const whose = credentialOf(session.shop.id, named.kind, named.serial ?? null);
        const credential = { ...named, sealed: await services.sealer.seal(whose, value) };
        return asServer("save_credential", { shop, credential, reason, idempotency_key });
      },
    }),
  );
