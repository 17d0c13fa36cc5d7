import { lightBrand } from "@/contracts/brand.ts";
import type { ProductCard, Shop } from "@/contracts/catalog.ts";
import type { Share } from "@/contracts/shares.ts";
import { post } from "../../../services/request";
import { settings } from "../../../services/settings";
import type { PosterContent } from "../poster/drawing";
import { typedYuan } from "../../../utils/yuan";

/** What is about to be shared: a product, or the whole shop when it is null. */
export type Subject = ProductCard | null;

/** The share of a poster: its token stands in the mini program code. */
export function posterShare(subject: Subject): Promise<Share> {
  const body = subject
    ? { page: "product", product: subject.id, channel: "poster" }
    : { page: "home", channel: "poster" };
  return post<Share>("/shares", body);
}

/** What stands on the poster of a subject. */
export function posterContent(
  subject: Subject,
  shop: Shop,
  nickname: string,
  token: string,
): PosterContent {
  return {
    shop: shop.name,
    slogan: shop.slogan,
    brand: lightBrand(shop.brand_color).brand,
    nickname,
    title: subject ? subject.title : "",
    price: subject ? `¥${typedYuan(subject.price_fen)}` : "",
    condition: subject && subject.price_max_fen > subject.price_fen ? "起" : "",
    picture: subject?.image_url || "",
    code: `${settings.apiBase}/shops/${settings.shop}/shares/${token}/code`,
  };
}
