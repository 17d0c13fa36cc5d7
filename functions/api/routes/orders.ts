import { Hono } from "hono";
import { z } from "zod";
import { RefundPreviewQuery, RefundSums } from "@/contracts/after_sales.ts";
import {
  BoughtAgain,
  Order,
  OrderPage,
  OrderQuery,
  OutTradeNo,
  PlacedOrder,
  PlaceOrder,
  Quote,
  QuoteRequest,
} from "@/contracts/orders.ts";
import { StartedPayment } from "@/contracts/payments.ts";
import { Id } from "@/contracts/values.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { withContact } from "../contact.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { piecesOf } from "../pieces.ts";
import { startPayment } from "../start_payment.ts";

const ById = z.strictObject({ order: Id });

export const orders = new Hono<Env>()
  .post(
    "/quotes",
    endpoint({
      summary: "What these lines would cost now",
      auth: "member",
      limited: "everyone",
      json: QuoteRequest,
      reply: Quote,
      answer: ({ call, json }) =>
        call("quote_order", { lines: json.lines, destination: json.destination ?? null }),
    }),
  )
  .post(
    "/orders",
    endpoint({
      summary: "Place an order at the price that was quoted",
      auth: "member",
      idempotent: true,
      limited: "everyone",
      signals: true,
      json: PlaceOrder,
      reply: PlacedOrder,
      status: 201,
      answer: async ({ asServer, ownerOf, services, json, idempotency_key }) =>
        asServer("place_order", {
          idempotency_key,
          lines: json.lines,
          expected_payable_fen: json.expected_payable_fen,
          contact: await sealContact(services.sealer, ownerOf(), json.contact),
          remark: json.remark ?? null,
          from_cart: json.from_cart,
        }),
    }),
  )
  .get(
    "/orders",
    endpoint({
      summary: "My orders, the newest first",
      auth: "member",
      query: OrderQuery,
      reply: OrderPage,
      answer: ({ call, query }) => call("list_orders", { ...query }),
    }),
  )
  .get(
    "/orders/:order",
    endpoint({
      summary: "One of my orders with everything that happened",
      auth: "member",
      params: ById,
      reply: Order,
      answer: async ({ call, services, params }) =>
        withContact(services.sealer, await call("get_order", { order_id: params.order })),
    }),
  )
  .get(
    "/orders/:order/refund-preview",
    endpoint({
      summary: "What a refund of one of my orders, or of pieces of it, would give back",
      auth: "member",
      params: ById,
      query: RefundPreviewQuery,
      reply: RefundSums,
      answer: ({ call, params, query }) =>
        call("preview_my_refund", { order_id: params.order, lines: piecesOf(query.pieces) }),
    }),
  )
  .get(
    "/payments/:out_trade_no/order",
    endpoint({
      summary:
        "One of my orders by a number it was to be paid under, as WeChat's order centre names it",
      auth: "member",
      params: z.strictObject({ out_trade_no: OutTradeNo }),
      reply: Order,
      answer: async ({ call, services, params }) =>
        withContact(services.sealer, await call("find_order", params)),
    }),
  )
  .post(
    "/orders/:order/payments",
    endpoint({
      summary: "Begin to pay: the arguments of wx.requestPayment",
      auth: "member",
      signals: true,
      params: ById,
      reply: StartedPayment,
      status: 201,
      answer: ({ services, claims, params }) => startPayment(services, claims, params.order),
    }),
  )
  .post(
    "/orders/:order/cancellation",
    endpoint({
      summary: "Cancel an order that is not paid",
      auth: "member",
      sends: true,
      idempotent: true,
      params: ById,
      reply: Order,
      answer: async ({ call, services, params, idempotency_key }) =>
        withContact(
          services.sealer,
          await call("cancel_order", { order_id: params.order, idempotency_key }),
        ),
    }),
  )
  .post(
    "/orders/:order/receipt",
    endpoint({
      summary: "The goods have arrived",
      auth: "member",
      idempotent: true,
      params: ById,
      reply: Order,
      answer: async ({ call, services, params, idempotency_key }) =>
        withContact(
          services.sealer,
          await call("confirm_receipt", { order_id: params.order, idempotency_key }),
        ),
    }),
  )
  .post(
    "/orders/:order/again",
    endpoint({
      summary: "Put into my cart what I ordered once, as far as it can be bought",
      auth: "member",
      params: ById,
      reply: BoughtAgain,
      answer: ({ call, params }) => call("buy_again", { order_id: params.order }),
    }),
  );
