import { type FetchHandler, json } from "./http.ts";
import { staticHandler } from "./static.ts";

/** What a page asks for as `config.json` beside its index: where the mall is and with which key. */
export interface PageConfig {
  supabase_url: string;
  publishable_key: string;
  /** The code of the shop that is looked after and bought in. */
  shop: string;
  /** The WeChat simulator, for the phone. */
  wechat_url?: string;
}

/** A built page under `prefix` (`/name/`), with the `config.json` that a merchant's own host would hold as a file. */
export function pageHandler(prefix: string, directory: string, config: PageConfig): FetchHandler {
  const files = staticHandler(prefix, directory);
  return (request) => {
    if (new URL(request.url).pathname !== `${prefix}config.json`) return files(request);
    return json(config, 200, { "cache-control": "no-store" });
  };
}
