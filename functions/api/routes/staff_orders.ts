import { Hono } from "hono";
import { z } from "zod";
import { AfterSale, RefundPreviewQuery } from "@/contracts/after_sales.ts";
import { StaffAfterSalePage, StaffAfterSaleQuery } from "@/contracts/staff/after_sales.ts";
import {
  CarrierList,
  ChangeOrderPrice,
  MendShipments,
  OrderPath,
  RefundOrder,
  RefundPreview,
  ShipOrder,
  StaffOrder,
  StaffOrderPage,
  StaffOrderQuery,
} from "@/contracts/staff/orders.ts";
import { Decide, Review } from "@/contracts/staff/people.ts";
import { Id } from "@/contracts/values.ts";
import { withContact } from "../contact.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { piecesOf } from "../pieces.ts";

const ByOrder = z.strictObject({ order: Id });
const ByAfterSale = z.strictObject({ after_sale: Id });

export const staffOrders = new Hono<Env>()
  .get(
    "/staff/orders",
    endpoint({
      summary: "Orders, the newest first or by another sort",
      auth: "staff",
      query: StaffOrderQuery,
      reply: StaffOrderPage,
      answer: ({ call, shop, query }) => call("staff_list_orders", { shop, ...query }),
    }),
  )
  .get(
    "/staff/orders/:order",
    endpoint({
      summary: "One order with payments, refunds and commissions",
      auth: "staff",
      params: ByOrder,
      reply: StaffOrder,
      answer: async ({ call, services, shop, params }) =>
        withContact(
          services.sealer,
          await call("staff_get_order", { shop, order_id: params.order }),
        ),
    }),
  )
  .post(
    "/staff/orders/:order/shipments",
    endpoint({
      summary: "Ship everything that is left, or the named lines",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByOrder,
      json: ShipOrder,
      reply: StaffOrder,
      status: 201,
      answer: async ({ call, services, shop, params, json, idempotency_key }) =>
        withContact(
          services.sealer,
          await call("ship_order", {
            shop,
            order_id: params.order,
            lines: json.lines ?? null,
            carrier: json.carrier,
            tracking_no: json.tracking_no,
            idempotency_key,
          }),
        ),
    }),
  )
  .post(
    "/staff/orders/:order/shipments/mending",
    endpoint({
      summary: "Put wrong carriers or waybill numbers right, once",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByOrder,
      json: MendShipments,
      reply: StaffOrder,
      answer: async ({ call, services, shop, params, json, idempotency_key }) =>
        withContact(
          services.sealer,
          await call("mend_shipments", { shop, order_id: params.order, ...json, idempotency_key }),
        ),
    }),
  )
  .get(
    "/staff/carriers",
    endpoint({
      summary: "The express companies that WeChat knows, the usual ones first",
      auth: "staff",
      reply: CarrierList,
      answer: ({ call, shop }) => call("list_carriers", { shop }),
    }),
  )
  .get(
    "/staff/order-path",
    endpoint({
      summary: "Where WeChat's order centre opens an order, and whether WeChat has it",
      auth: "staff",
      reply: OrderPath,
      answer: ({ call, shop }) => call("get_order_path", { shop }),
    }),
  )
  .post(
    "/staff/order-path",
    endpoint({
      summary: "Register that path at WeChat, the owner alone",
      auth: "staff",
      sends: true,
      idempotent: true,
      json: Decide,
      reply: OrderPath,
      status: 201,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("register_order_path", { shop, reason: json.reason, idempotency_key }),
    }),
  )
  .post(
    "/staff/orders/:order/closing",
    endpoint({
      summary: "Close an order that is not paid",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByOrder,
      json: Decide,
      reply: StaffOrder,
      answer: async ({ call, services, shop, params, json, idempotency_key }) =>
        withContact(
          services.sealer,
          await call("staff_close_order", {
            shop,
            order_id: params.order,
            reason: json.reason,
            idempotency_key,
          }),
        ),
    }),
  )
  .put(
    "/staff/orders/:order/price",
    endpoint({
      summary: "Lower what an unpaid order costs",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByOrder,
      json: ChangeOrderPrice,
      reply: StaffOrder,
      answer: async ({ call, services, shop, params, json, idempotency_key }) =>
        withContact(
          services.sealer,
          await call("change_order_price", {
            shop,
            order_id: params.order,
            ...json,
            idempotency_key,
          }),
        ),
    }),
  )
  .get(
    "/staff/orders/:order/refund-preview",
    endpoint({
      summary: "What refunding an order, or pieces of it, would do",
      auth: "staff",
      params: ByOrder,
      query: RefundPreviewQuery,
      reply: RefundPreview,
      answer: ({ call, shop, params, query }) =>
        call("preview_refund", {
          shop,
          order_id: params.order,
          lines: piecesOf(query.pieces),
        }),
    }),
  )
  .post(
    "/staff/orders/:order/refunds",
    endpoint({
      summary: "Refund an order, or pieces of it, without the buyer asking",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByOrder,
      json: RefundOrder,
      reply: AfterSale,
      status: 201,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("refund_order", { shop, order_id: params.order, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/after-sales",
    endpoint({
      summary: "After-sales, the newest first",
      auth: "staff",
      query: StaffAfterSaleQuery,
      reply: StaffAfterSalePage,
      answer: ({ call, shop, query }) => call("list_after_sales", { shop, ...query }),
    }),
  )
  .post(
    "/staff/after-sales/:after_sale/review",
    endpoint({
      summary: "Approve or reject an after-sale",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByAfterSale,
      json: Review,
      reply: AfterSale,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("review_after_sale", {
          shop,
          after_sale_id: params.after_sale,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/after-sales/:after_sale/return",
    endpoint({
      summary: "The goods came back: refund them",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByAfterSale,
      json: Decide,
      reply: AfterSale,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("receive_return", {
          shop,
          after_sale_id: params.after_sale,
          reason: json.reason,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/after-sales/:after_sale/exchange",
    endpoint({
      summary: "The exchanged goods are on their way",
      auth: "staff",
      idempotent: true,
      params: ByAfterSale,
      json: Decide,
      reply: AfterSale,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("finish_exchange", {
          shop,
          after_sale_id: params.after_sale,
          reason: json.reason,
          idempotency_key,
        }),
    }),
  );
