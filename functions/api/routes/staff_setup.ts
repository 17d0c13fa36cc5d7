import { Hono } from "hono";
import { z } from "zod";
import { Decide } from "@/contracts/staff/people.ts";
import { ChosenStep, OfferFirstOrder, Setup, TriedStep } from "@/contracts/staff/setup.ts";
import { envUrl } from "@/shared/env.ts";
import { notifyBase } from "@/shared/notify_urls.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { setup_checks } from "../setup_checks.ts";

export const staffSetup = new Hono<Env>()
  .get(
    "/staff/setup",
    endpoint({
      summary: "What is left until the shop sells, step by step",
      auth: "staff",
      reply: Setup,
      answer: async ({ call, shop }) => withAddresses(shop, await call("get_setup", { shop })),
    }),
  )
  .post(
    "/staff/setup/:step/check",
    endpoint({
      summary: "Try the accounts and keys of a step at WeChat, for the owner alone",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ step: TriedStep }),
      json: Decide,
      reply: Setup,
      answer: async ({ asServer, services, shop, params: { step }, json, idempotency_key }) => {
        const { tried } = JSON.parse(await asServer("begin_setup_check", { shop, step }));
        const outcome = await setup_checks[step](services, shop);
        const kept = { shop, step, tried, ...outcome, ...json, idempotency_key };
        return withAddresses(shop, await asServer("record_setup_check", kept));
      },
    }),
  )
  .post(
    "/staff/setup/first-order",
    endpoint({
      summary: "Put the product of a first real order on sale, for one fen",
      auth: "staff",
      idempotent: true,
      json: OfferFirstOrder,
      reply: Setup,
      answer: async ({ call, shop, json, idempotency_key }) =>
        withAddresses(shop, await call("offer_first_order", { shop, ...json, idempotency_key })),
    }),
  )
  .put(
    "/staff/setup/:step",
    endpoint({
      summary: "Leave a choice as the shop began with it",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ step: ChosenStep }),
      json: Decide,
      reply: Setup,
      answer: async ({ call, shop, params, json, idempotency_key }) =>
        withAddresses(
          shop,
          await call("confirm_setup", { shop, ...params, ...json, idempotency_key }),
        ),
    }),
  );

/** Adds the addresses of the mall, which SQL does not know. */
function withAddresses(shop: string, text: string): Setup {
  const addresses = {
    domain: envUrl("MALL_PUBLIC_URL"),
    push: `${notifyBase()}/${shop}/push`,
  };
  return { ...JSON.parse(text) as Omit<Setup, "addresses">, addresses };
}
