import assert from "node:assert/strict";
import type { Database } from "@/shared/db.ts";
import { writeLogTo } from "@/shared/log.ts";
import { createRateLimit } from "@/shared/rate_limit.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import { notificationBody, signedHeaders } from "@/shared/wechat/test_support.ts";
import { createApp } from "./app.ts";
import { certificates_rate, evidence_rate } from "./services.ts";

writeLogTo(() => {});

/** The callbacks of a shop without a key of WeChat's, and what they ask the database. */
function callbacks() {
  const asked: string[] = [];
  const db = {
    call: (_claims: unknown, fn: string) => Promise.resolve(void asked.push(fn)),
  } as unknown as Database;
  const frozen = { now: () => 0 };
  const app = createApp({
    db,
    account: () => Promise.resolve({ credentials: {} } as ShopAccount),
    evidence_limit: createRateLimit({ ...evidence_rate, ...frozen }),
    certificates_limit: createRateLimit({ ...certificates_rate, ...frozen }),
  });
  return { app, asked };
}

Deno.test("a flood of invented serials costs the database no more than a bounded number of statements", async () => {
  const { app, asked } = callbacks();
  const body = notificationBody("transaction", "TRANSACTION.SUCCESS", "{}");
  for (let n = 0; n < 300; n++) {
    const headers = signedHeaders(body, undefined, (0x10000000 + n).toString(16).toUpperCase());
    const path = "/wechat/shops/demo/notify/payment";
    assert.equal((await app.request(path, { method: "POST", body, headers })).status, 401);
  }
  const count = (name: string) => asked.filter((fn) => fn === name).length;
  assert.equal(count("want_certificates"), certificates_rate.burst);
  assert.equal(asked.length, certificates_rate.burst + evidence_rate.burst);
});
