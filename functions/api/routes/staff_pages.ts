import { Hono } from "hono";
import { z } from "zod";
import {
  PageDraft,
  PreviewPage,
  PublishedPage,
  PublishPage,
  SavePageRequest,
  SetPageStatus,
  StaffPage,
  StaffPageDetail,
  StaffPages,
} from "@/contracts/staff/pages.ts";
import { ShownPage } from "@/contracts/pages.ts";
import { Decide } from "@/contracts/staff/people.ts";
import { Id, Version } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const one = z.strictObject({ page: Id });
const version = z.strictObject({ page: Id, number: z.coerce.number().pipe(Version) });

/** The shop's pages as staff work on them. */
export const staffPages = new Hono<Env>()
  .get(
    "/staff/pages",
    endpoint({
      summary: "The pages of the shop",
      auth: "staff",
      reply: StaffPages,
      answer: ({ call, shop }) => call("list_pages", { shop }),
    }),
  )
  .put(
    "/staff/pages",
    endpoint({
      summary: "The draft of a page, on top of the version that was read, or a new topic",
      auth: "staff",
      idempotent: true,
      json: SavePageRequest,
      reply: PageDraft,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_page", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/pages/preview",
    endpoint({
      summary: "A page as shoppers would see it with these blocks; nothing is kept",
      auth: "staff",
      json: PreviewPage,
      reply: ShownPage,
      answer: ({ call, shop, json }) => call("preview_page", { shop, ...json }),
    }),
  )
  .get(
    "/staff/pages/:page",
    endpoint({
      summary: "A page with its draft and what was published of it",
      auth: "staff",
      params: one,
      reply: StaffPageDetail,
      answer: ({ call, shop, params }) => call("staff_get_page", { shop, page_id: params.page }),
    }),
  )
  .get(
    "/staff/pages/:page/versions/:number",
    endpoint({
      summary: "What was published of a page, to go on from there",
      auth: "staff",
      params: version,
      reply: PublishedPage,
      answer: ({ call, shop, params: { page, number } }) =>
        call("get_page_version", { shop, page_id: page, number }),
    }),
  )
  .post(
    "/staff/pages/:page/publication",
    endpoint({
      summary: "Publish the draft of a page, now or at a moment ahead",
      auth: "staff",
      idempotent: true,
      params: one,
      json: PublishPage,
      reply: StaffPage,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("publish_page", { shop, page_id: params.page, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/pages/:page/versions/:number/cancellation",
    endpoint({
      summary: "Take back a version whose moment lies ahead",
      auth: "staff",
      idempotent: true,
      params: version,
      json: Decide,
      reply: StaffPage,
      answer: ({ call, shop, params: { page, number }, json, idempotency_key }) =>
        call("cancel_page_version", { shop, page_id: page, number, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/pages/:page/status",
    endpoint({
      summary: "Put a topic away, or bring it back",
      auth: "staff",
      idempotent: true,
      params: one,
      json: SetPageStatus,
      reply: StaffPage,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("set_page_status", { shop, page_id: params.page, ...json, idempotency_key }),
    }),
  );
