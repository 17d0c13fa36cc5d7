import { Hono } from "hono";
import { z } from "zod";
import { PageQuery } from "@/contracts/paging.ts";
import { Id } from "@/contracts/values.ts";
import {
  AdjustmentPage,
  GiveRealName,
  OwnRealName,
  RequestWithdrawal,
  Withdrawal,
  WithdrawalPackage,
  WithdrawalPage,
  WithdrawalQuote,
  WithdrawalQuoteQuery,
} from "@/contracts/withdrawals.ts";
import { sealRealName } from "@/shared/sealed_name.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ById = z.strictObject({ withdrawal: Id });

export const withdrawals = new Hono<Env>()
  .post(
    "/withdrawals",
    endpoint({
      summary: "Ask for money out of my balance",
      auth: "member",
      sends: true,
      idempotent: true,
      signals: true,
      json: RequestWithdrawal,
      reply: Withdrawal,
      status: 201,
      answer: ({ call, json, idempotency_key }) =>
        call("request_withdrawal", { idempotency_key, ...json }),
    }),
  )
  .get(
    "/withdrawals",
    endpoint({
      summary: "My withdrawals, the newest first",
      auth: "member",
      query: PageQuery,
      reply: WithdrawalPage,
      answer: ({ call, query }) => call("list_withdrawals", { ...query }),
    }),
  )
  .get(
    "/distributor/adjustments",
    endpoint({
      summary: "Corrections of my balance by the shop, the newest first",
      auth: "member",
      query: PageQuery,
      reply: AdjustmentPage,
      answer: ({ call, query }) => call("list_adjustments", { ...query }),
    }),
  )
  .get(
    "/distributor/withdrawal-quote",
    endpoint({
      summary: "What would arrive of an amount, and what is kept of it",
      auth: "member",
      query: WithdrawalQuoteQuery,
      reply: WithdrawalQuote,
      answer: ({ call, query }) => call("quote_withdrawal", { ...query }),
    }),
  )
  .put(
    "/distributor/real-name",
    endpoint({
      summary: "Under which name WeChat shall pay me, in place of an earlier one",
      auth: "member",
      limited: "everyone",
      json: GiveRealName,
      reply: OwnRealName,
      answer: async ({ asServer, ownerOf, services, json }) =>
        asServer("save_real_name", {
          name: await sealRealName(services.sealer, ownerOf(), json.name),
        }),
    }),
  )
  .delete(
    "/distributor/real-name",
    endpoint({
      summary: "Take my real name away from the shop",
      auth: "member",
      reply: OwnRealName,
      answer: ({ call }) => call("drop_real_name"),
    }),
  )
  .get(
    "/withdrawals/:withdrawal/package",
    endpoint({
      summary: "The arguments of wx.requestMerchantTransfer, to confirm that I take the money",
      auth: "member",
      params: ById,
      reply: WithdrawalPackage,
      answer: ({ call, params }) =>
        call("get_withdrawal_package", { withdrawal_id: params.withdrawal }),
    }),
  )
  .post(
    "/withdrawals/:withdrawal/cancellation",
    endpoint({
      summary: "Take a withdrawal back while nobody has reviewed it",
      auth: "member",
      sends: true,
      params: ById,
      reply: Withdrawal,
      answer: ({ call, params }) => call("cancel_withdrawal", { withdrawal_id: params.withdrawal }),
    }),
  );
