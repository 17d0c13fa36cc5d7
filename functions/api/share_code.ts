import type { Context } from "hono";
import { z } from "zod";
import type { OpenedShare, SharePage } from "@/contracts/shares.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import type { Previewed } from "./preview_codes.ts";
import type { Services } from "./services.ts";

/** A picture, as WeChat draws it. */
export const CodePicture = z.file().meta({ description: "image/jpeg or image/png" });

/** Where each kind of share leads in the mini program; its page reads the token from `scene`. */
export const mini_program_pages: Record<SharePage, string> = {
  home: "pages/home/home",
  category: "pages/category/category",
  product: "packages/goods/detail/detail",
  invite: "packages/distribution/recruit/recruit",
};

/** Where the link of a person whom the shop brought in leads; its page reads the token from `scene`. */
export const personal_page = "packages/distribution/personal/personal";

/** Where the code of a preview leads; its page reads the code from `scene`. */
const preview_pages: Record<Previewed, string> = {
  product: mini_program_pages.product,
  page: "pages/topic/topic",
};

const day_seconds = 86_400;

/** Have WeChat draw a share's code. It never changes, so caches keep the picture. */
export function drawShareCode(
  c: Context,
  services: Services,
  shop: string,
  { token, page }: OpenedShare,
): Promise<Response> {
  const wanted = { scene: token, page: mini_program_pages[page] };
  return drawCode(c, services, shop, wanted, `public, max-age=${day_seconds}, immutable`);
}

/** Have WeChat draw the code of a preview. It is good for whoever has it, for a while: nothing keeps the picture. */
export function drawPreviewCode(
  c: Context,
  services: Services,
  shop: string,
  kind: Previewed,
  code: string,
): Promise<Response> {
  const wanted = { scene: code, page: preview_pages[kind] };
  return drawCode(c, services, shop, wanted, "private, no-store");
}

/** Have WeChat draw the code of a personal link, which is good for one person: nothing keeps the picture. */
export function drawPersonalCode(
  c: Context,
  services: Services,
  shop: string,
  token: string,
): Promise<Response> {
  return drawCode(c, services, shop, { scene: token, page: personal_page }, "private, no-store");
}

/** Have WeChat draw the code of a page with its scene. Throws WECHAT_UNAVAILABLE or WECHAT_REFUSED. */
async function drawCode(
  c: Context,
  services: Services,
  shop: string,
  wanted: { scene: string; page: string },
  cache_control: string,
): Promise<Response> {
  const account = await services.signInAccount(shop);
  const drawn = await account.open().getWxaCodeUnlimit(wanted);
  if (drawn.kind === "ok") {
    const { bytes, content_type } = drawn.value;
    c.header("cache-control", cache_control);
    c.header("content-type", content_type);
    return c.body(bytes);
  }
  const waiting = drawn.kind === "unknown" || drawn.advice === "retry";
  log("warn", "share_code_not_drawn", { shop, ...drawn });
  throw new ApiError(waiting ? "WECHAT_UNAVAILABLE" : "WECHAT_REFUSED");
}
