import assert from "node:assert/strict";
import type { Database } from "@/shared/db.ts";
import { writeLogTo } from "@/shared/log.ts";
import { createRateLimit } from "@/shared/rate_limit.ts";
import { createSealer, credentialOf } from "@/shared/seal.ts";
import { createShopAccounts } from "@/shared/shop_accounts.ts";
import {
  api_v3_key,
  notificationBody,
  signedHeaders,
  wechat_pay,
  wechat_pay_id,
} from "@/shared/wechat/test_support.ts";
import { createApp } from "../../functions/wechat/app.ts";
import { type Services, wechat_claims } from "../../functions/wechat/services.ts";
import type { Mall } from "./mall.ts";

/** Keys as the environment of the functions would hold them. */
export const test_sealer = createSealer(() => ({
  seal: [{ id: "t1", bytes: new Uint8Array(32).fill(1) }],
  fingerprint: [{ id: "t1", bytes: new Uint8Array(32).fill(2) }],
}));

type EvidenceRate = Parameters<typeof createRateLimit>[0];

/** What the callbacks of this process have logged. */
const logged: Record<string, unknown>[] = [];
writeLogTo((line) => logged.push(JSON.parse(line)));

/** The callbacks on a test database, and everything to call them as WeChat does, and as it does not. */
export class Callbacks {
  #app: ReturnType<typeof createApp>;

  private constructor(readonly mall: Mall, private readonly services: Services) {
    this.#app = createApp(services);
  }

  /** With keys of the shop whose other half `signed` has. */
  static async open(mall: Mall, db?: Database, evidence?: EvidenceRate): Promise<Callbacks> {
    await saveCredential(mall, "api_v3_key", "", api_v3_key);
    await saveCredential(mall, "wechatpay_public_key", wechat_pay_id, wechat_pay.public_pem);
    return Callbacks.on(mall, db, evidence);
  }

  /** With the keys that the shop has. */
  static on(
    mall: Mall,
    db = mall.db.product("mall_wechat", 20),
    evidence: EvidenceRate = { burst: 1000, per_second: 1 },
  ): Callbacks {
    const accounts = createShopAccounts({
      db,
      claims: wechat_claims,
      sealer: test_sealer,
      fn: "get_notify_config",
    });
    return new Callbacks(mall, {
      db,
      // Keys are read again whenever it is asked for, without the pause that keeps strangers from asking often.
      account: (shop, oldest_ms) => accounts(shop, oldest_ms === undefined ? undefined : 0),
      evidence_limit: createRateLimit(evidence),
      certificates_limit: createRateLimit({ burst: 1000, per_second: 1 }),
    });
  }

  /** Posts to a path of the shop; answers status, body, and the lines logged about it. */
  async post(path: string, body: string, headers: Headers = new Headers()) {
    const response = await this.#app.request(`/wechat/shops/${this.mall.shop}/${path}`, {
      method: "POST",
      body,
      headers,
    });
    const request_id = response.headers.get("x-request-id");
    const lines = logged.filter((line) => line.request_id === request_id);
    return { status: response.status, text: await response.text(), lines };
  }

  /** Any request, as the gateway would hand it on. */
  request(url: string, init?: RequestInit): Promise<Response> {
    return Promise.resolve(this.#app.request(url, init));
  }

  get(path: string): Promise<Response> {
    return Promise.resolve(this.#app.request(`/wechat/shops/${this.mall.shop}/${path}`));
  }

  /** A genuine notification of a payment; `change` says what in it is different from the truth. */
  payment(transaction: Record<string, unknown>, key = api_v3_key): string {
    return notificationBody(
      "transaction",
      "TRANSACTION.SUCCESS",
      JSON.stringify(transaction),
      key,
    );
  }

  signed(body: string): Headers {
    return signedHeaders(body);
  }

  async close(): Promise<void> {
    await this.services.db.close();
  }
}

/** Keeps a key of the shop, sealed. */
export async function saveCredential(
  mall: Mall,
  kind: string,
  serial: string,
  value: string,
): Promise<void> {
  const sealed = await test_sealer.seal(credentialOf(mall.shop_id, kind, serial), value);
  const [row] = await mall.db.sql`
    select private.put_credential(${mall.shop_id}, ${kind}, ${serial}, ${sealed}) as id`;
  assert.ok(row);
}
