import { z } from "zod";
import { Product } from "./catalog.ts";
import { At } from "./values.ts";

/** As long as WeChat lets a scene be, which no token of a share is: by its length a phone knows what it has. */
export const PreviewCode = z.string().regex(/^[\w-]{32}$/);
export type PreviewCode = z.infer<typeof PreviewCode>;

/** What opens a product on a phone before it is on sale, or the draft of a page before it is published. */
export const Preview = z.object({ code: PreviewCode, expires_at: At });
export type Preview = z.infer<typeof Preview>;

/** preview_product(shop, product): what is on sale can be bought by the code too, all else is looked at alone. */
export const PreviewedProduct = Product.extend({ is_on_sale: z.boolean() });
export type PreviewedProduct = z.infer<typeof PreviewedProduct>;
