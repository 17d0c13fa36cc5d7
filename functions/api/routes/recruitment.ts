import { Hono } from "hono";
import { Distributor } from "@/contracts/distributors.ts";
import {
  AcceptTerms,
  ApplyDistributor,
  Recruitment,
  RecruitmentQuery,
} from "@/contracts/recruitment.ts";
import { Done } from "@/contracts/values.ts";
import { sealAnswers } from "@/shared/sealed_answers.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const recruitment = new Hono<Env>()
  .get(
    "/distributor/recruitment",
    endpoint({
      summary: "What applying asks for, and how far I am",
      auth: "member",
      query: RecruitmentQuery,
      reply: Recruitment,
      answer: ({ call, query }) => call("get_recruitment", { ...query }),
    }),
  )
  .post(
    "/distributor/application",
    endpoint({
      summary: "Ask to become a distributor, perhaps by an invitation, with answers",
      auth: "member",
      idempotent: true,
      limited: "everyone",
      json: ApplyDistributor,
      reply: Distributor,
      status: 201,
      answer: async ({ asServer, call, ownerOf, services, json, idempotency_key }) => {
        const { terms_version, invite = null, note = null, answers } = json;
        const application = { idempotency_key, terms_version, invite, note };
        if (!answers) return call("apply_distributor", application);
        const sealed = await sealAnswers(services.sealer, ownerOf(), answers);
        return asServer("apply_with_answers", { ...application, answers: sealed });
      },
    }),
  )
  .post(
    "/distributor/terms",
    endpoint({
      summary: "Agree to the terms as they are now",
      auth: "member",
      idempotent: true,
      limited: "everyone",
      json: AcceptTerms,
      reply: Done,
      answer: ({ call, json, idempotency_key }) =>
        call("accept_terms", { ...json, idempotency_key }),
    }),
  );
