import type { Merchant } from "../merchants.ts";
import type { World } from "../world.ts";
import type { OpenCall } from "./call.ts";
import { OpenError } from "./error.ts";

/** The app whose appid and secret were given. */
export function appOf(world: World, appid: unknown, secret: unknown): Merchant {
  if (typeof appid !== "string" || appid === "") throw new OpenError(41002, "appid missing");
  if (typeof secret !== "string" || secret === "") throw new OpenError(41004, "appsecret missing");
  const app = world.merchants.byAppid(appid);
  if (app === undefined) throw new OpenError(40013, "invalid appid");
  if (app.app_secret !== secret) throw new OpenError(40125, "invalid appsecret");
  return app;
}

/** Refuse an address that the app's console does not list. */
export function requireListed({ world, address }: OpenCall, app: Merchant): void {
  const listed = world.allow_lists.get(app.appid);
  if (listed && !listed.includes(address)) {
    throw new OpenError(40164, `invalid ip ${address}, not in whitelist`);
  }
}
