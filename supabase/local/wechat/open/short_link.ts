import { z } from "zod";
import { randomText } from "../ids.ts";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";

const longest_title = 20;
const days = 30;

const body_schema = z.object({
  page_url: z.string().min(1).max(1024),
  page_title: z.string().max(longest_title).default(""),
  is_permanent: z.boolean().default(false),
});

/** POST /wxa/genwxashortlink: words that open a page from a chat; temporary ones end after 30 days. */
export function shortLink({ world, app, body }: AppCall): OpenAnswer {
  const wanted = body_schema.safeParse(body);
  if (!wanted.success) throw new OpenError(40097, "invalid args");
  const { page_url, page_title, is_permanent } = wanted.data;
  const page = page_url.split("?")[0]!;
  if (page.startsWith("/") || !(app.pages?.includes(page) ?? true)) {
    throw new OpenError(40165, "invalid weapp pagepath");
  }
  const titled = page_title ? `${page_title}/` : "";
  const link = `#小程序://${app.appid}/${titled}${randomText(15)}`;
  const expires_at = is_permanent ? null : world.now() + days * 86_400_000;
  world.state.short_links.put(link, { link, appid: app.appid, page_url, page_title, expires_at });
  return { errcode: 0, errmsg: "ok", link };
}
