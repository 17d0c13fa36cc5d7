import { Hono } from "hono";
import { z } from "zod";
import { PageQuery } from "@/contracts/paging.ts";
import { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { Decide } from "@/contracts/staff/people.ts";
import {
  PinTier,
  SaveTierRequest,
  StaffTierChangePage,
  Tier,
  Tiers,
} from "@/contracts/staff/tiers.ts";
import { TierProgress } from "@/contracts/tiers.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ByDistributor = z.strictObject({ distributor: Id });
const ByNumber = z.strictObject({ tier: z.coerce.number().int().min(1).max(9) });

export const staffTiers = new Hono<Env>()
  .get(
    "/staff/tiers",
    endpoint({
      summary: "The tiers of distributors with their conditions",
      auth: "staff",
      reply: Tiers,
      answer: ({ call, shop }) => call("list_tiers", { shop }),
    }),
  )
  .put(
    "/staff/tiers",
    endpoint({
      summary: "A tier, new above the highest or on top of the version that was read",
      auth: "staff",
      idempotent: true,
      json: SaveTierRequest,
      reply: Tier,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_tier", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/tiers/:tier/deletion",
    endpoint({
      summary: "Take the highest tier away, which nobody has",
      auth: "staff",
      idempotent: true,
      params: ByNumber,
      json: Decide,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("remove_tier", { shop, tier: params.tier, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/distributors/:distributor/tier",
    endpoint({
      summary: "A distributor's tier and how far he is to each other",
      auth: "staff",
      params: ByDistributor,
      reply: TierProgress,
      answer: ({ call, shop, params }) =>
        call("get_distributor_tier", { shop, distributor_id: params.distributor }),
    }),
  )
  .get(
    "/staff/distributors/:distributor/tier-changes",
    endpoint({
      summary: "Every change of a distributor's tier, the newest first",
      auth: "staff",
      params: ByDistributor,
      query: PageQuery,
      reply: StaffTierChangePage,
      answer: ({ call, shop, params, query }) =>
        call("list_tier_changes", { shop, distributor_id: params.distributor, ...query }),
    }),
  )
  .put(
    "/staff/distributors/:distributor/tier-pin",
    endpoint({
      summary: "Give a distributor a tier and hold it there until a moment or for good",
      auth: "staff",
      idempotent: true,
      params: ByDistributor,
      json: PinTier,
      reply: StaffDistributor,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("pin_tier", { shop, distributor_id: params.distributor, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/distributors/:distributor/tier-unpinning",
    endpoint({
      summary: "Hold the tier no more: the figures decide at once",
      auth: "staff",
      idempotent: true,
      params: ByDistributor,
      json: Decide,
      reply: StaffDistributor,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("unpin_tier", { shop, distributor_id: params.distributor, ...json, idempotency_key }),
    }),
  );
