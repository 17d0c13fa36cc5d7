import { MaterialShare } from "@/contracts/materials.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import type { Call } from "./endpoint.ts";
import { mini_program_pages } from "./share_code.ts";

type Calling = Pick<Call<undefined, undefined, undefined>, "asServer" | "services" | "shop">;

const title_most = 20;

/** A share with its short link: the one that is kept, or a new one. Without WeChat's help it goes out without. */
export async function withShortLink(
  calling: Calling,
  share: MaterialShare,
): Promise<MaterialShare> {
  if (share.channel !== "link" || share.link !== null) return share;
  const { asServer, services, shop } = calling;
  const link = await makeLink(await services.signInAccount(shop).catch(missing), shop, share);
  if (link !== null) await asServer("keep_share_link", { shop, share: share.id, link });
  return { ...share, link };
}

async function makeLink(
  account: ShopAccount | null,
  shop: string,
  { page, token, product_id, title }: MaterialShare,
): Promise<string | null> {
  if (account === null) return null;
  const query = product_id === null ? `s=${token}` : `s=${token}&id=${product_id}`;
  const made = await account.open().makeShortLink({
    page_url: `${mini_program_pages[page]}?${query}`,
    page_title: [...title].slice(0, title_most).join(""),
  });
  if (made.kind === "ok") return made.value;
  log("warn", "short_link_not_made", { shop, ...made });
  return null;
}

/** A shop without its keys has no short links. */
function missing(error: unknown): null {
  if (error instanceof ApiError && error.code === "CREDENTIAL_MISSING") return null;
  throw error;
}
