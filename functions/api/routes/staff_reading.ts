import { Hono } from "hono";
import { z } from "zod";
import { PageQuery } from "@/contracts/paging.ts";
import { AuditActors, AuditPage, AuditQuery } from "@/contracts/staff/audit.ts";
import { PriceChangePage, StaffProductDetail } from "@/contracts/staff/catalog.ts";
import { CommissionRules } from "@/contracts/staff/commissions.ts";
import { BindingPeriodPage } from "@/contracts/staff/distributors.ts";
import { LeavingPage } from "@/contracts/staff/leaving.ts";
import {
  Credentials,
  SettingChanges,
  ShopSettings,
  ShopTheme,
} from "@/contracts/staff/settings.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

/** What staff have set and done, beside the routes that set and do it. */
export const staffReading = new Hono<Env>()
  .get(
    "/staff/settings",
    endpoint({
      summary: "How the shop works now",
      auth: "staff",
      reply: ShopSettings,
      answer: ({ call, shop }) => call("get_shop_settings", { shop }),
    }),
  )
  .get(
    "/staff/setting-changes",
    endpoint({
      summary: "Who changed each setting last, when and why",
      auth: "staff",
      reply: SettingChanges,
      answer: ({ call, shop }) => call("list_setting_changes", { shop }),
    }),
  )
  .get(
    "/staff/theme",
    endpoint({
      summary: "How the shop presents itself",
      auth: "staff",
      reply: ShopTheme,
      answer: ({ call, shop }) => call("get_shop_theme", { shop }),
    }),
  )
  .get(
    "/staff/commission-rule",
    endpoint({
      summary: "The rule in force, and those before it",
      auth: "staff",
      reply: CommissionRules,
      answer: ({ call, shop }) => call("get_commission_rule", { shop }),
    }),
  )
  .get(
    "/staff/credentials",
    endpoint({
      summary: "Which keys there are and until when; never a key",
      auth: "staff",
      reply: Credentials,
      answer: ({ call, shop }) => call("list_credentials", { shop }),
    }),
  )
  .get(
    "/staff/products/:product",
    endpoint({
      summary: "A product whole, as it is saved",
      auth: "staff",
      params: z.strictObject({ product: Id }),
      reply: StaffProductDetail,
      answer: ({ call, shop, params }) =>
        call("staff_get_product", { shop, product_id: params.product }),
    }),
  )
  .get(
    "/staff/products/:product/price-changes",
    endpoint({
      summary: "Which prices of a product changed, by whom and why, the newest first",
      auth: "staff",
      params: z.strictObject({ product: Id }),
      query: PageQuery,
      reply: PriceChangePage,
      answer: ({ call, shop, params, query }) =>
        call("list_price_changes", { shop, product_id: params.product, ...query }),
    }),
  )
  .get(
    "/staff/members/:member/bindings",
    endpoint({
      summary: "Whom a member was bound to, with the click that made it, the newest first",
      auth: "staff",
      params: z.strictObject({ member: Id }),
      query: PageQuery,
      reply: BindingPeriodPage,
      answer: ({ call, shop, params, query }) =>
        call("list_bindings", { shop, member_id: params.member, ...query }),
    }),
  )
  .get(
    "/staff/leaving",
    endpoint({
      summary: "Who is to be forgotten when what is under way is done, and what that is",
      auth: "staff",
      query: PageQuery,
      reply: LeavingPage,
      answer: ({ call, shop, query }) => call("list_leaving", { shop, ...query }),
    }),
  )
  .get(
    "/staff/audit-log",
    endpoint({
      summary: "What was done in the shop, the newest first",
      auth: "staff",
      query: AuditQuery,
      reply: AuditPage,
      answer: ({ call, shop, query }) => call("list_audit_log", { shop, ...query }),
    }),
  )
  .get(
    "/staff/audit-log/actors",
    endpoint({
      summary: "By whom something may have been done, by name",
      auth: "staff",
      reply: AuditActors,
      answer: ({ call, shop }) => call("list_audit_actors", { shop }),
    }),
  );
