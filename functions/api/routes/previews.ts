import { Hono } from "hono";
import { z } from "zod";
import { Preview, PreviewCode, PreviewedProduct } from "@/contracts/previews.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { previewOf, productOfPreview } from "../preview_codes.ts";
import { CodePicture, drawPreviewCode } from "../share_code.ts";

const ByCode = z.strictObject({ code: PreviewCode });

/** Looking at a product on a phone before it is on sale: the code lets anybody read it, and does nothing else. */
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
        return JSON.stringify(await previewOf(services.sealer, shop, product));
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
        const product = await productOfPreview(services.sealer, shop, code);
        return asServer("preview_product", { shop, product });
      },
    }),
  )
  .get(
    "/previews/:code/code",
    endpoint({
      summary: "The mini program code of a preview, a picture",
      auth: "anyone",
      limited: "strangers",
      params: ByCode,
      reply: CodePicture,
      answer: async ({ c, services, shop, params: { code } }) => {
        await productOfPreview(services.sealer, shop, code);
        return drawPreviewCode(c, services, shop, code);
      },
    }),
  );
