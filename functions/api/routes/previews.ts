import { Hono } from "hono";
import { z } from "zod";
import { ShownPage } from "@/contracts/pages.ts";
import { Preview, PreviewCode, PreviewedProduct } from "@/contracts/previews.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { type Previewed, previewedBy, previewOf } from "../preview_codes.ts";
import { CodePicture, drawPreviewCode } from "../share_code.ts";

const ByCode = z.strictObject({ code: PreviewCode });

/** The mini program code of a preview, drawn by WeChat. */
const picture = (kind: Previewed) =>
  endpoint({
    summary: `The mini program code of a ${kind}'s preview, a picture`,
    auth: "anyone",
    limited: "strangers",
    params: ByCode,
    reply: CodePicture,
    answer: async ({ c, services, shop, params: { code } }) => {
      await previewedBy(services.sealer, shop, kind, code);
      return drawPreviewCode(c, services, shop, kind, code);
    },
  });

/** Looking at what is not for everybody yet on a phone: a code lets anybody read it, and does nothing else. */
export const previews = new Hono<Env>()
  .get(
    "/staff/products/:product/preview",
    endpoint({
      summary: "A code that opens a product on a phone, on sale or not",
      auth: "staff",
      params: z.strictObject({ product: Id }),
      reply: Preview,
      answer: async ({ call, services, shop, params: { product } }) => {
        await call("staff_get_product", { shop, product_id: product });
        return JSON.stringify(await previewOf(services.sealer, shop, "product", product));
      },
    }),
  )
  .get(
    "/staff/pages/:page/preview",
    endpoint({
      summary: "A code that opens the draft of a page on a phone, published or not",
      auth: "staff",
      params: z.strictObject({ page: Id }),
      reply: Preview,
      answer: async ({ call, services, shop, params: { page } }) => {
        await call("staff_get_page", { shop, page_id: page });
        return JSON.stringify(await previewOf(services.sealer, shop, "page", page));
      },
    }),
  )
  .get(
    "/previews/:code",
    endpoint({
      summary: "The product that a preview code opens",
      auth: "anyone",
      params: ByCode,
      reply: PreviewedProduct,
      answer: async ({ asServer, services, shop, params: { code } }) => {
        const product = await previewedBy(services.sealer, shop, "product", code);
        return asServer("preview_product", { shop, product });
      },
    }),
  )
  .get("/previews/:code/code", picture("product"))
  .get(
    "/page-previews/:code",
    endpoint({
      summary: "The page that a preview code opens, as it was saved last",
      auth: "anyone",
      params: ByCode,
      reply: ShownPage,
      answer: async ({ asServer, services, shop, params: { code } }) => {
        const page = await previewedBy(services.sealer, shop, "page", code);
        return asServer("preview_draft", { shop, page });
      },
    }),
  )
  .get("/page-previews/:code/code", picture("page"));
