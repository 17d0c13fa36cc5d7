import { type ShownBlock, ShownPage } from "@/contracts/pages.ts";
import type { SetupProblem, TriedStep } from "@/contracts/staff/setup.ts";
import { envUrl } from "@/shared/env.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import type { OpenResult } from "@/shared/wechat/open/result.ts";
import { isNotFound, pay_code, type PayResult } from "@/shared/wechat/pay/result.ts";
import type { Services } from "./services.ts";

/** How a check went: nothing where it went well; `said` is WeChat's own code, never its words. */
export interface Outcome {
  problem: SetupProblem | null;
  said: string | null;
}

/** Try at WeChat, with the keys as they are this moment, what a step of the opening has entered. */
export const setup_checks: Record<
  TriedStep,
  (services: Services, shop: string) => Promise<Outcome>
> = {
  mini_program: async ({ signInAccount }, shop) =>
    outcomeOfToken(await (await signInAccount(shop, 0)).tryToken()),
  pay: async ({ payAccount }, shop) => await tryPaying(await payAccount(shop, 0)),
  domain: () => tryDomain(envUrl("MALL_PUBLIC_URL")),
  home: (_services, shop) => tryHome(envUrl("MALL_PUBLIC_URL"), shop),
};

const good: Outcome = { problem: null, said: null };

const problem_of_errcode: Record<number, SetupProblem> = {
  40001: "secret_wrong",
  40013: "app_unknown",
  40125: "secret_wrong",
  40164: "address_not_allowed",
  40243: "secret_frozen",
};

/** What asking for an access token says about appid and secret. */
export function outcomeOfToken(result: OpenResult<unknown>): Outcome {
  if (result.kind === "ok") return good;
  if (result.kind === "unknown") return { problem: "no_answer", said: null };
  const { errcode, advice } = result;
  const otherwise = advice === "retry" ? "no_answer" : "refused";
  return { problem: problem_of_errcode[errcode] ?? otherwise, said: String(errcode) };
}

/** An order that was never placed: asking for it moves nothing, and WeChat's signed "no such order" proves all keys. */
const no_order = "setup".padEnd(32, "0");

async function tryPaying(account: ShopAccount): Promise<Outcome> {
  if (account.credentials.wechatpay_public_key) {
    return outcomeOfPaying(await account.pay().queryOrder(no_order), "reply_unverified");
  }
  return outcomeOfPaying(await account.certificates(), "v3_key_wrong");
}

/** What a call of WeChat Pay says about the merchant's keys; `unverified` is the problem when its reply cannot be verified. */
export function outcomeOfPaying(result: PayResult<unknown>, unverified: SetupProblem): Outcome {
  if (result.kind === "ok") return good;
  const said = result.code || null;
  if (result.code === pay_code.sign_error) return { problem: "signature_refused", said };
  if (unverified === "v3_key_wrong" && isNotFound({ ...result, kind: "refused" })) {
    return { problem: "certificates_unavailable", said }; // signed by the key that is not here
  }
  if (isNotFound(result)) return good;
  if (result.kind === "refused") return { problem: "refused", said };
  const is_key = ["unverified", "malformed_reply"].includes(result.reason);
  return { problem: is_key ? unverified : "no_answer", said };
}

const timeout_ms = 5_000;
/** How many pictures of the first page are tried, and how many of them at once. */
const most_pictures = 24;
const at_once = 6;

/** Whether the mall answers at its own domain, from where it runs. */
async function tryDomain(base_url: string): Promise<Outcome> {
  const { protocol, hostname } = new URL(base_url);
  const is_local = ["127.0.0.1", "localhost"].includes(hostname);
  if (protocol !== "https:" && !is_local) return { problem: "not_https", said: null };
  if (hostname.endsWith(".supabase.co")) return { problem: "own_domain_needed", said: null };
  return await opens(`${base_url}/functions/v1/api/health`);
}

/** Opens the first page as a shopper does, and the pictures on it that lie here. */
async function tryHome(base_url: string, shop: string): Promise<Outcome> {
  try {
    const response = await ask(`${base_url}/functions/v1/api/shops/${shop}/home`);
    if (!response.ok) return { problem: "unreachable", said: String(response.status) };
    const home = ShownPage.parse(await response.json());
    const outcome = outcomeOfHome(home);
    if (outcome.problem) return outcome;
    const pictures = picturesHere(home, base_url);
    for (let n = 0; n < pictures.length; n += at_once) {
      const seen = await Promise.all(pictures.slice(n, n + at_once).map(opens));
      if (seen.some(({ problem }) => problem)) return { problem: "picture_missing", said: null };
    }
    return good;
  } catch {
    return { problem: "unreachable", said: null };
  }
}

/** What a shopper would miss on the first page. */
export function outcomeOfHome({ shop, blocks }: ShownPage): Outcome {
  if (!shop.is_open) return { problem: "shop_closed", said: null };
  const products = blocks.flatMap((block) => block.kind === "products" ? block.products : []);
  const has_pictures = blocks.some(({ kind }) => kind === "banner" || kind === "images");
  if (products.length === 0 && !has_pictures) return { problem: "home_empty", said: null };
  const is_bare = products.some(({ image_url }) => image_url === null);
  return is_bare ? { problem: "home_without_picture", said: null } : good;
}

/** The first pictures of a page that lie in the mall. Addresses that somebody typed are left out: the server must not ask them. */
export function picturesHere({ shop, blocks }: ShownPage, base_url: string): string[] {
  const storage = new URL(`${base_url}/storage/`).href;
  const here = [shop.logo_url, ...blocks.flatMap(picturesIn)].flatMap((url) => {
    const address = URL.parse(url ?? "")?.href; // what ".." in it comes to
    return address?.startsWith(storage) ? [address] : [];
  });
  return [...new Set(here)].slice(0, most_pictures);
}

/** The pictures that a block shows; null where there is none. */
function picturesIn(block: ShownBlock): (string | null)[] {
  if (block.kind === "products") return block.products.map(({ image_url }) => image_url);
  return "items" in block
    ? block.items.flatMap((item) => "image_url" in item ? [item.image_url] : [])
    : [];
}

async function opens(url: string): Promise<Outcome> {
  try {
    const response = await ask(url);
    await response.body?.cancel();
    return response.ok ? good : { problem: "unreachable", said: String(response.status) };
  } catch {
    return { problem: "unreachable", said: null };
  }
}

const ask = (url: string) =>
  fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeout_ms) });
