import { Hono } from "hono";
import { z } from "zod";
import {
  MoveParent,
  StaffDistributor,
  StaffDistributorDetail,
  StaffDistributorPage,
  StaffDistributorQuery,
} from "@/contracts/staff/distributors.ts";
import { Decide, Review } from "@/contracts/staff/people.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ById = z.strictObject({ distributor: Id });

/** A decision about one distributor that needs only its reason. */
function decision(summary: string, fn: string) {
  return endpoint({
    summary,
    auth: "staff",
    idempotent: true,
    params: ById,
    json: Decide,
    reply: StaffDistributor,
    answer: ({ call, shop, params, json, idempotency_key }) =>
      call(fn, {
        shop,
        distributor_id: params.distributor,
        reason: json.reason,
        idempotency_key,
      }),
  });
}

export const staffDistributors = new Hono<Env>()
  .get(
    "/staff/distributors",
    endpoint({
      summary: "Distributors and applications, the newest first or by another sort",
      auth: "staff",
      query: StaffDistributorQuery,
      reply: StaffDistributorPage,
      answer: ({ call, shop, query }) => call("list_distributors", { shop, ...query }),
    }),
  )
  .get(
    "/staff/distributors/:distributor",
    endpoint({
      summary: "One distributor with every change of state or parent",
      auth: "staff",
      params: ById,
      reply: StaffDistributorDetail,
      answer: ({ call, shop, params }) =>
        call("get_distributor", { shop, distributor_id: params.distributor }),
    }),
  )
  .post(
    "/staff/distributors/:distributor/review",
    endpoint({
      summary: "Approve or reject an application",
      auth: "staff",
      idempotent: true,
      params: ById,
      json: Review,
      reply: StaffDistributor,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("review_distributor", {
          shop,
          distributor_id: params.distributor,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/distributors/:distributor/suspension",
    decision("Suspend: nothing new is earned, unsettled commission is held", "suspend_distributor"),
  )
  .post(
    "/staff/distributors/:distributor/restoration",
    decision("End a suspension", "restore_distributor"),
  )
  .post(
    "/staff/distributors/:distributor/expulsion",
    decision("Expel: buyers become free, the balance stays payable", "expel_distributor"),
  )
  .put(
    "/staff/distributors/:distributor/parent",
    endpoint({
      summary: "Move or clear a parent; never into a cycle",
      auth: "staff",
      idempotent: true,
      params: ById,
      json: MoveParent,
      reply: StaffDistributor,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("move_parent", { shop, distributor_id: params.distributor, ...json, idempotency_key }),
    }),
  );
