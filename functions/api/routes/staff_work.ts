import { Hono } from "hono";
import { z } from "zod";
import {
  DecideWork,
  type RefundTarget,
  WorkCount,
  WorkItem,
  WorkPage,
  WorkQuery,
} from "@/contracts/staff/work.ts";
import { Id } from "@/contracts/values.ts";
import type { StaffSession } from "@/contracts/staff/people.ts";
import { refundCardOf, type SealedFor, type Sealer } from "@/shared/seal.ts";
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
  .get(
    "/staff/work/:work",
    endpoint({
      summary: "One thing that waits, or waited",
      auth: "staff",
      params: z.strictObject({ work: Id }),
      reply: WorkItem,
      answer: ({ call, shop, params }) => call("get_work", { shop, work_id: params.work }),
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
      answer: async ({ call, asServer, services, shop, params, json, idempotency_key }) => {
        const { action, reason, input = null } = json;
        const on = { shop, work_id: params.work, reason, idempotency_key };
        if (action !== "mend" || input === null || !("to" in input) || input.to === "merchant") {
          return call("decide_work", { ...on, action, input });
        }
        const session = JSON.parse(await call("get_staff_session", { shop })) as StaffSession;
        const work = JSON.parse(await call("get_work", { shop, work_id: params.work })) as WorkItem;
        const whose = refundCardOf(session.shop.id, work.subject_id);
        const card = await sealedCard(services.sealer, whose, input);
        return asServer("refund_to_card", { ...on, card });
      },
    }),
  );

/** The buyer's card number and name leave for SQL as sealed text. */
async function sealedCard(
  sealer: Sealer,
  whose: SealedFor,
  { bank_type, bank_account, real_name }: Extract<RefundTarget, { to: "buyer_card" }>,
) {
  const sealed = await sealer.seal(whose, JSON.stringify({ bank_account, real_name }));
  return { bank_type, sealed };
}
