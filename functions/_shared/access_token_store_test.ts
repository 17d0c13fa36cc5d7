import assert from "node:assert/strict";
import { accessTokenStore } from "./access_token_store.ts";
import type { Database } from "./db.ts";
import { createSealer } from "./seal.ts";

const sealerOf = (fill: number) =>
  createSealer(() => ({
    seal: [{ id: "t1", bytes: new Uint8Array(32).fill(fill) }],
    fingerprint: [{ id: "t1", bytes: new Uint8Array(32).fill(2) }],
  }));

/** The store of a shop on one row of the database, as processes with this key see it. */
function storeOn(row: { sealed?: unknown; expires_at?: unknown }, shop_id: string, fill = 1) {
  const db = {
    call: (_claims: unknown, fn: string, { sealed, expires_at }: Record<string, unknown>) => {
      if (fn === "save_access_token") Object.assign(row, { sealed, expires_at });
      return Promise.resolve(row.sealed === undefined ? null : { ...row });
    },
  } as unknown as Database;
  return accessTokenStore(db, { role: "mall_jobs" }, sealerOf(fill), shop_id);
}

Deno.test("a token is kept sealed for its shop, and one that does not open is as good as none", async () => {
  const row: { sealed?: string } = {};
  const token = { token: "T0", expires_at_ms: 1_800_000_000_000 };
  assert.equal(await storeOn(row, "shop 1").read(), null);
  await storeOn(row, "shop 1").write(token);
  assert.doesNotMatch(row.sealed!, /T0/);
  assert.deepEqual(await storeOn(row, "shop 1").read(), token);
  assert.equal(await storeOn(row, "shop 2").read(), null);
  assert.equal(await storeOn(row, "shop 1", 9).read(), null);
});
