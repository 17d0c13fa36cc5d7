import { type Claims, type Database, openDatabase } from "@/shared/db.ts";
import { env } from "@/shared/env.ts";
import { once } from "@/shared/once.ts";
import { createRateLimit, type RateLimit } from "@/shared/rate_limit.ts";
import { sealerFromEnv } from "@/shared/sealer.ts";
import { createShopAccounts, type ShopAccount } from "@/shared/shop_accounts.ts";

/** What callbacks may call: they record what WeChat says, and nothing else. */
export const wechat_claims: Claims = { role: "mall_wechat" };

/** What the callbacks stand on. */
export interface Services {
  db: Database;
  /** A shop with its keys for reading WeChat's messages, at most `oldest_ms` old. Throws SHOP_NOT_FOUND. */
  account(shop: string, oldest_ms?: number): Promise<ShopAccount>;
  /** How much of what strangers send is kept as evidence, per shop. */
  evidence_limit: RateLimit;
  /** Limits how often unknown serials, which a stranger may invent, make us ask for certificates, per shop. */
  certificates_limit: RateLimit;
}

/** Evidence lies for half a year: after a burst, one in ten minutes, which is less than a gigabyte per shop. */
export const evidence_rate = { burst: 100, per_second: 1 / 600 };

/** Asking again within moments changes nothing, but costs a statement. */
export const certificates_rate = { burst: 5, per_second: 1 / 10 };

/** Everything from the environment, each part made when it is first used. */
export function createServices(): Services {
  const db = once(() => openDatabase(env("MALL_DB_URL_WECHAT")));
  const sealer = sealerFromEnv();
  const accounts = once(() =>
    createShopAccounts({ db: db(), claims: wechat_claims, sealer, fn: "get_notify_config" })
  );
  return {
    get db() {
      return db();
    },
    account: (shop, oldest_ms) => accounts()(shop, oldest_ms),
    evidence_limit: createRateLimit(evidence_rate),
    certificates_limit: createRateLimit(certificates_rate),
  };
}
