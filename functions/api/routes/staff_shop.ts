import { Hono } from "hono";
import { z } from "zod";
import { BatchReport, ChangeProducts, SetProductsStatus } from "@/contracts/staff/batches.ts";
import {
  SavedProduct,
  SaveProductRequest,
  SetPrice,
  SetProductStatus,
  StaffProductPage,
  StaffProductQuery,
} from "@/contracts/staff/catalog.ts";
import { Decide } from "@/contracts/staff/people.ts";
import {
  SaveShopSettings,
  SaveShopTheme,
  SetShopStatus,
  ShopSettings,
  ShopStatus,
  ShopTheme,
} from "@/contracts/staff/settings.ts";
import { Done, Id } from "@/contracts/values.ts";
import { SaveWechatSettings, WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { withWords } from "../batch.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffShop = new Hono<Env>()
  .get(
    "/staff/products",
    endpoint({
      summary: "Every product with its SKUs, on sale or not, the newest first or by another sort",
      auth: "staff",
      query: StaffProductQuery,
      reply: StaffProductPage,
      answer: ({ call, shop, query }) => call("staff_list_products", { shop, ...query }),
    }),
  )
  .put(
    "/staff/products",
    endpoint({
      summary: "A product with its SKUs, new or changed",
      auth: "staff",
      idempotent: true,
      json: SaveProductRequest,
      reply: SavedProduct,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_product", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/products/status",
    endpoint({
      summary: "Put up to 100 products on sale or off, each by itself",
      auth: "staff",
      idempotent: true,
      json: SetProductsStatus,
      reply: BatchReport,
      answer: async ({ call, shop, json, idempotency_key }) =>
        withWords(await call("set_products_status", { shop, ...json, idempotency_key })),
    }),
  )
  .post(
    "/staff/products/changes",
    endpoint({
      summary: "Change one thing of up to 100 products, each by itself",
      auth: "staff",
      idempotent: true,
      json: ChangeProducts,
      reply: BatchReport,
      answer: async ({ call, shop, json, idempotency_key }) =>
        withWords(await call("change_products", { shop, ...json, idempotency_key })),
    }),
  )
  .put(
    "/staff/products/:product/status",
    endpoint({
      summary: "Put a product on sale or off",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ product: Id }),
      json: SetProductStatus,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("set_product_status", { shop, product_id: params.product, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/products/:product/archive",
    endpoint({
      summary: "Put a product away; putting it on sale or off brings it back",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ product: Id }),
      json: Decide,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("archive_product", { shop, product_id: params.product, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/skus/:sku/price",
    endpoint({
      summary: "The price of a SKU; orders placed keep theirs",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ sku: Id }),
      json: SetPrice,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("set_price", { shop, sku_id: params.sku, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/theme",
    endpoint({
      summary: "How the shop presents itself: change what is named; answers all",
      auth: "staff",
      idempotent: true,
      json: SaveShopTheme,
      reply: ShopTheme,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("update_shop", { shop, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/shop-status",
    endpoint({
      summary: "Whether the shop sells",
      auth: "staff",
      reply: ShopStatus,
      answer: ({ call, shop }) => call("get_shop_status", { shop }),
    }),
  )
  .put(
    "/staff/shop-status",
    endpoint({
      summary: "Stop selling, or sell again, the owner alone; what was placed goes on",
      auth: "staff",
      idempotent: true,
      json: SetShopStatus,
      reply: ShopStatus,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("set_shop_status", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/settings",
    endpoint({
      summary: "Change the named settings; answers all",
      auth: "staff",
      idempotent: true,
      json: SaveShopSettings,
      reply: ShopSettings,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_shop_settings", { shop, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/wechat-settings",
    endpoint({
      summary: "How payouts are reported to WeChat and taxed, and who the shop is there",
      auth: "staff",
      reply: WechatSettings,
      answer: ({ call, shop }) => call("get_wechat_settings", { shop }),
    }),
  )
  .put(
    "/staff/wechat-settings",
    endpoint({
      summary: "Change the named ones of them, the owner alone; answers all",
      auth: "staff",
      idempotent: true,
      json: SaveWechatSettings,
      reply: WechatSettings,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_wechat_settings", { shop, ...json, idempotency_key }),
    }),
  );
