import assert from "node:assert/strict";
import type { StartedPayment } from "@/contracts/payments.ts";
import { withReleasedPages } from "@/local/released_pages.ts";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import { generateMerchantKeys, type Simulator, startSimulator } from "@/local/wechat/simulator.ts";
import type { Database } from "@/shared/db.ts";
import { accessTokenStore } from "@/shared/access_token_store.ts";
import {
  certificatesOf,
  createShopAccounts,
  merchantConfig,
  type ShopAccount,
  wantCertificates,
} from "@/shared/shop_accounts.ts";
import { AccessTokens } from "@/shared/wechat/open/access_tokens.ts";
import { OpenClient } from "@/shared/wechat/open/client.ts";
import { PayClient } from "@/shared/wechat/pay/client.ts";
import type { Services as ApiServices } from "../../functions/api/services.ts";
import { startPayment } from "../../functions/api/start_payment.ts";
import { createApp } from "../../functions/jobs/app.ts";
import { jobs_claims, type Services } from "../../functions/jobs/services.ts";
import type { Summary } from "../../functions/jobs/tick.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { type Line, Mall, type Member, type Paid } from "./mall.ts";
import { Callbacks, saveCredential, test_sealer } from "./wechat_callbacks.ts";
import { setOwnEnv } from "./own_env.ts";

const appid = "wx0000000000000001";
const mchid = "1900000001";
const app_secret = "secret-of-the-mini-program";
const jobs_secret = "secret-of-the-scheduler";

/** How long a call may go without an answer here: longer than a loaded machine needs, shorter than WeChat's faults. */
const timeout_ms = 3_000;

/** A tick does all that is due, however slow the machine. */
const tick_ms = 600_000;

/** Enough for two ticks to meet; each new connection costs more than most of what a tick does. */
const connections = 3;

/** Where WeChat's notifications come in: handed to the callbacks without a socket. */
const public_url = "https://mall.test";

const keys = generateMerchantKeys();

/** A shop on a test database with WeChat's simulator, callbacks and jobs around it; nothing runs by itself. */
export class WechatWorld {
  private constructor(
    readonly db: TestDatabase,
    readonly mall: Mall,
    readonly simulator: Simulator,
    readonly services: Services,
    private readonly api: ApiServices,
    private readonly callbacks: Callbacks,
    private readonly closers: (() => Promise<void>)[],
  ) {}

  static async open(merchant: Partial<MerchantOptions> = {}): Promise<WechatWorld> {
    setOwnEnv("MALL_PUBLIC_URL", public_url);
    const db = await testDatabase();
    const mall = await Mall.open(db);
    await saveKeys(mall);
    const callbacks = Callbacks.on(mall);
    const simulator = await startSimulator({
      merchants: await withReleasedPages([
        { mchid, appid, app_secret, keys: await keys, refund_spacing_seconds: 0, ...merchant },
      ]),
      deliver: ((url: string, init: RequestInit) =>
        callbacks.request(url.replace("/functions/v1", ""), init)) as typeof fetch,
    });
    simulator.control.setPushAddress(appid, {
      url: `${public_url}/functions/v1/wechat/shops/${mall.shop}/push`,
    });
    const jobs_db = db.product("mall_jobs", connections);
    const services = servicesOn(jobs_db, simulator.url);
    const api_db = db.product("mall_api", connections);
    const api = { db: api_db, payAccount: services.account } as ApiServices;
    return new WechatWorld(db, mall, simulator, services, api, callbacks, [
      () => simulator.stop(),
      () => callbacks.close(),
      () => db.drop(),
    ]);
  }

  /** Everything ends; the books must be right. */
  async close(): Promise<void> {
    await this.mall.checkBooks();
    for (const close of this.closers) await close();
  }

  #app: ReturnType<typeof createApp> | undefined;

  /** What the scheduler does; then WeChat's notifications go out. */
  async tick(): Promise<Summary> {
    const app = this.#app ??= createApp(this.services, tick_ms);
    const headers = { authorization: `Bearer ${jobs_secret}` };
    const response = await app.request("/jobs/tick", { method: "POST", headers });
    assert.equal(response.status, 200);
    const summary = await response.json() as Summary;
    await this.simulator.settle();
    return summary;
  }

  /** Moves the database's clock; WeChat's stands still. */
  later(minutes: number): Promise<void> {
    return this.db.clock.advance(minutes / 1440);
  }

  /** A member whom WeChat knows too. */
  member(): Promise<Member> {
    return this.mall.member(this.simulator.control.createUser().openid);
  }

  async pay(): Promise<PayClient> {
    return (await this.services.account(this.mall.shop)).pay();
  }

  /** Begins to pay an order, as the API does. */
  start(buyer: Member, order_id: string): Promise<StartedPayment> {
    return startPayment(this.api, buyer, order_id);
  }

  /** Orders, and asks WeChat for a prepay_id. */
  async prepare(buyer: Member, lines: Line[]): Promise<Paid & { prepay_id: string }> {
    const paid = await this.mall.startPaying(buyer, await this.mall.place(buyer, lines));
    const { params } = await this.start(buyer, paid.order_id);
    return { ...paid, prepay_id: params.package.slice("prepay_id=".length) };
  }

  /** Orders and pays; the notification arrives unless a fault says otherwise. */
  async buy(buyer: Member, lines: Line[]): Promise<Paid> {
    const prepared = await this.prepare(buyer, lines);
    this.simulator.control.pay(prepared.prepay_id);
    await this.simulator.settle();
    return prepared;
  }

  /** A member buys one thing that costs so much. */
  async bought(price_fen = 9900): Promise<Paid & { buyer: Member; sku_id: string }> {
    const buyer = await this.member();
    const [sku_id] = await this.mall.product([price_fen]) as [string];
    return { ...await this.buy(buyer, [{ sku_id, quantity: 1 }]), buyer, sku_id };
  }

  async orderStatus(order_id: string): Promise<string> {
    const [row] = await this.db.sql<{ status: string; close_reason: string | null }[]>`
      select status, close_reason from trade.orders where id = ${order_id}`;
    return [row!.status, row!.close_reason].filter(Boolean).join(" ");
  }

  /** What of a kind stands in the outbox, in order. */
  async outbox(kind: string) {
    return await this.db.sql<
      { id: string; status: string; tries: number; last_error: string | null }[]
    >`select id, status, tries, last_error from ops.outbox where kind = ${kind} order by id`;
  }

  /** The number WeChat knows a row by. */
  numberOf(id: string): string {
    return id.replaceAll("-", "");
  }
}

/** The jobs' services with the simulator for WeChat. */
function servicesOn(db: Database, base_url: string): Services {
  const source = { db, claims: jobs_claims, sealer: test_sealer, fn: "get_jobs_config" };
  const accounts = createShopAccounts(source);
  return {
    call: (fn, args) => db.call(jobs_claims, fn, args),
    async account(shop): Promise<ShopAccount> {
      const account = await accounts(shop);
      const { config, credentials } = account;
      const app = { appid, secret: app_secret, base_url, timeout_ms };
      const store = accessTokenStore(db, jobs_claims, test_sealer, config.shop_id);
      const onUnknownSerial = () => wantCertificates(source, shop);
      const merchant = () => ({
        ...merchantConfig(config, credentials),
        ...{ base_url, timeout_ms, onUnknownSerial },
      });
      return {
        ...account,
        pay: () => new PayClient(merchant()),
        certificates: () => certificatesOf(config, credentials, { base_url, timeout_ms }),
        open: () => new OpenClient(app, new AccessTokens(app, store)),
      };
    },
    sealer: test_sealer,
    secret: () => jobs_secret,
  };
}

async function saveKeys(mall: Mall): Promise<void> {
  const own = await keys;
  await saveCredential(mall, "app_secret", "", app_secret);
  await saveCredential(mall, "message_token", "", own.push_token);
  await saveCredential(mall, "message_aes_key", "", own.encoding_aes_key);
  await saveCredential(mall, "api_v3_key", "", own.api_v3_key);
  const serial = own.merchant_serial;
  await saveCredential(mall, "merchant_private_key", serial, own.merchant_private_key_pem);
  const key_id = own.wechat_public_key_id;
  await saveCredential(mall, "wechatpay_public_key", key_id, own.wechat_public_key_pem);
  const platform = own.platform_serial;
  await saveCredential(mall, "platform_certificate", platform, own.platform_certificate_pem);
}
