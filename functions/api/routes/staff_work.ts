import { Hono } from "hono";
import { z } from "zod";
import { DecideWork, WorkCount, WorkItem, WorkPage, WorkQuery } from "@/contracts/staff_work.ts";
import { Id } from "@/contracts/values.ts";
import type { StaffSession } from "@/contracts/staff.ts";
import { refundCardOf, type Sealer } from "@/shared/seal.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffWork = new Hono<Env>()
  .get(
    "/staff/work",
    endpoint({
      summary: "What waits for a person, or waited",
      auth: "staff",
      query: WorkQuery,
      reply: WorkPage,
      answer: ({ call, shop, query }) => call("list_work", { shop, ...query }),
    }),
  )
  .get(
    "/staff/work/count",
    endpoint({
      summary: "How much waits for a person",
      auth: "staff",
      reply: WorkCount,
      answer: ({ call, shop }) => call("count_work", { shop }),
    }),
  )
  .post(
    "/staff/work/:work/decision",
    endpoint({
      summary: "Mend, retry, settle by hand or dismiss what waits",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: z.strictObject({ work: Id }),
      json: DecideWork,
      reply: WorkItem,
      answer: async ({ call, services, shop, params, json, idempotency_key }) => {
        const shopId = async () =>
          (JSON.parse(await call("get_staff_session", { shop })) as StaffSession).shop.id;
        const input = json.input && await withSealedCard(services.sealer, shopId, json.input);
        const decision = { ...json, input: input ?? null };
        return call("decide_work", { shop, work_id: params.work, ...decision, idempotency_key });
      },
    }),
  );

/** The buyer's card number and name leave for SQL as sealed text. */
async function withSealedCard(
  sealer: Sealer,
  shopId: () => Promise<string>,
  input: NonNullable<DecideWork["input"]>,
) {
  if (!("to" in input) || input.to === "merchant") return input;
  const { to, bank_type, ...card } = input;
  const whose = refundCardOf(await shopId());
  return { to, bank_type, card_sealed: await sealer.seal(whose, JSON.stringify(card)) };
}
