import { type Claims, type Database, openDatabase } from "@/shared/db.ts";
import { env } from "@/shared/env.ts";
import { once } from "@/shared/once.ts";
import type { Sealer } from "@/shared/seal.ts";
import { sealerFromEnv } from "@/shared/sealer.ts";
import { createShopAccounts, type ShopAccount } from "@/shared/shop_accounts.ts";

/** What jobs may call. */
export const jobs_claims: Claims = { role: "mall_jobs" };

/** What the jobs stand on. */
export interface Services {
  /** Call one SQL function as the jobs. Throws ApiError. */
  call<T>(fn: string, args?: Record<string, unknown>): Promise<T>;
  /** A shop with its clients of WeChat. Throws SHOP_NOT_FOUND, and the clients CREDENTIAL_MISSING. */
  account(shop: string): Promise<ShopAccount>;
  sealer: Sealer;
  /** What a caller must present as bearer token. */
  secret(): string;
}

const most_connections = 6;

/** Longer than the statement timeout of `mall_jobs`. */
const answer_ms = 65_000;

/** Everything from the environment, each part made when it is first used. */
export function createServices(): Services {
  const db = once((): Database =>
    openDatabase(env("MALL_DB_URL_JOBS"), most_connections, answer_ms)
  );
  const sealer = sealerFromEnv();
  const accounts = once(() =>
    createShopAccounts({ db: db(), claims: jobs_claims, sealer, fn: "get_jobs_config" })
  );
  return {
    call: (fn, args) => db().call(jobs_claims, fn, args),
    account: (shop) => accounts()(shop),
    sealer,
    secret: () => env("MALL_JOBS_SECRET"),
  };
}
