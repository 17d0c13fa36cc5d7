import { Hono } from "hono";
import { z } from "zod";
import { PageQuery } from "@/contracts/paging.ts";
import { Id } from "@/contracts/values.ts";
import {
  RequestWithdrawal,
  Withdrawal,
  WithdrawalPackage,
  WithdrawalPage,
} from "@/contracts/withdrawals.ts";
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
        call("request_withdrawal", { idempotency_key, amount_fen: json.amount_fen }),
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
