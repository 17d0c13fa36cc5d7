import { type FetchHandler, json } from "./http.ts";
import { staticHandler } from "./static.ts";

/** What a page asks for as `config.json` beside its index: where the mall is and with which key. */
export interface PageConfig {
  supabase_url: string;
  publishable_key: string;
  /** The code of the shop that is looked after and bought in. */
  shop: string;
  /** Where the phone is, for the dashboard's page editor; without it there is no preview. */
  phone_url?: string;
  /** The WeChat simulator, for the phone; where there is one, the dashboard opens a phone that can buy. */
  wechat_url?: string;
}

/**
 * What the dashboard may load and talk to, as the README has a merchant's host say it: its own scripts, and nothing
 * frames it. It frames the phone, which shows pages in the making. Styles are made at run time by its components.
 */
export const dashboard_policy = "default-src 'none'; script-src 'self'; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; media-src 'self' blob: https:; " +
  "font-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'";

/** The phone's: the dashboard may frame it, and it also talks to the simulator, as WeChat's app talks to WeChat. */
export function phonePolicy(wechat_url: string): string {
  return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
    "img-src 'self' data: blob: https:; media-src 'self' blob: https:; font-src 'self' data:; " +
    `connect-src 'self' data: blob: ${wechat_url}; base-uri 'none'; form-action 'none'; ` +
    "frame-ancestors 'self'";
}

/** A built page under `prefix` (`/name/`), with the `config.json` that a merchant's own host would hold as a file. */
export function pageHandler(
  prefix: string,
  directory: string,
  config: PageConfig,
  policy: string,
): FetchHandler {
  const files = staticHandler(prefix, directory, policy);
  return (request) => {
    if (new URL(request.url).pathname !== `${prefix}config.json`) return files(request);
    return json(config, 200, { "cache-control": "no-cache" });
  };
}
