import type postgres from "postgres";
import { type FetchHandler, json } from "./gateway/http.ts";

/**
 * `GET /_control/programs?shop=CODE` tells the phone whose mini program it has: `{"appid"}`, null for a shop that has
 * entered none. In WeChat the package itself says so.
 */
export function programsHandler(sql: postgres.Sql): FetchHandler {
  return async (request) => {
    const shop = new URL(request.url).searchParams.get("shop") ?? "";
    const [program] = await sql<{ appid: string | null }[]>`
      select nullif(a.appid, '') as appid
        from shop.shops s join shop.wechat_accounts a on a.shop_id = s.id where s.code = ${shop}`;
    return json({ appid: program?.appid ?? null });
  };
}
