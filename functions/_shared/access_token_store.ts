import type { StoredAccessToken } from "@/contracts/server.ts";
import type { Claims, Database } from "./db.ts";
import { accessTokenOf, type Sealer } from "./seal.ts";
import type { StoredToken, TokenStore } from "./wechat/open/access_tokens.ts";

/** How long one process may take to fetch a token before another tries, in seconds. */
const claim_seconds = 10;

/** Keeps a shop's access token in the database, sealed, so that all processes share one. */
export function accessTokenStore(
  db: Database,
  claims: Claims,
  sealer: Sealer,
  shop_id: string,
): TokenStore {
  /** A token that does not open is as good as none: another is fetched. */
  const openIfAny = (sealed: string) =>
    sealer.open(accessTokenOf(shop_id), sealed).catch(() => null);
  return {
    async read(): Promise<StoredToken | null> {
      const stored = await db.call<StoredAccessToken | null>(claims, "read_access_token", {
        shop_id,
      });
      if (stored === null) return null;
      const token = await openIfAny(stored.sealed);
      return token === null ? null : { token, expires_at_ms: Date.parse(stored.expires_at) };
    },
    claim: () =>
      db.call<boolean>(claims, "claim_access_token", { shop_id, seconds: claim_seconds }),
    async write({ token, expires_at_ms }): Promise<void> {
      const sealed = await sealer.seal(accessTokenOf(shop_id), token);
      const expires_at = new Date(expires_at_ms).toISOString();
      await db.call(claims, "save_access_token", { shop_id, sealed, expires_at });
    },
  };
}
