import { createTokens } from "@/shared/tokens.ts";
import { HttpLoad } from "./http.ts";
import type { BenchOrder } from "./sql_cases.ts";
import type { BenchStack } from "./stack.ts";
import { type BenchWorld, type Buyer, inBatches, price_fen } from "./world.ts";

/** A notification as WeChat would send it, signed beforehand. */
export interface Notification {
  headers: Record<string, string>;
  body: string;
}

const contact = {
  name: "陈小满",
  phone: "13800000000",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "龙井路 1 号",
};

/** The mall over HTTP, as a phone and as WeChat call it. */
export class HttpMall {
  #http: HttpLoad;
  #api: string;
  #tokens = new Map<string, string>();

  private constructor(readonly stack: BenchStack, readonly world: BenchWorld) {
    this.#http = new HttpLoad(stack.url);
    this.#api = `/functions/v1/api/shops/${world.shop}`;
  }

  /** Signs the buyers' tokens beforehand, as signing in would. */
  static async open(stack: BenchStack, world: BenchWorld): Promise<HttpMall> {
    const mall = new HttpMall(stack, world);
    const tokens = createTokens({
      signing_jwk: stack.keys.memberJwk,
      staff_keys: { keys: [] },
      issuer: `${stack.url}/auth/v1`,
    });
    await mall.#introduce();
    for (const { shop_id, member_id } of world.buyers) {
      const { token } = await tokens.signMember({ shop_id, shop: world.shop, member_id });
      mall.#tokens.set(member_id, token);
    }
    return mall;
  }

  /** WeChat has to know the buyers before it takes their orders. */
  async #introduce(): Promise<void> {
    const { appid } = this.stack.keys.merchants[0]!;
    await inBatches(this.world.buyers, 8, async ({ openid }) => {
      const response = await fetch(`${this.stack.wechat_url}/_control/users`, {
        method: "POST",
        body: JSON.stringify({ appid, openid }),
      });
      if (!response.ok) throw new Error(`_control/users: ${await response.text()}`);
      await response.body?.cancel();
    });
  }

  #as(buyer: Buyer): Record<string, string> {
    return {
      authorization: `Bearer ${this.#tokens.get(buyer.member_id)}`,
      "content-type": "application/json",
    };
  }

  async health(): Promise<void> {
    await this.#http.send("GET", "/functions/v1/api/health");
  }

  async list(): Promise<void> {
    await this.#http.send("GET", `${this.#api}/products`);
  }

  async detail(n: number): Promise<void> {
    const { product_ids } = this.world;
    await this.#http.send("GET", `${this.#api}/products/${product_ids[n % product_ids.length]}`);
  }

  async click(n: number): Promise<void> {
    const { buyers, shares } = this.world;
    const share = shares[Math.floor(n / buyers.length) % shares.length];
    const body = JSON.stringify({ share });
    await this.#http.send(
      "POST",
      `${this.#api}/clicks`,
      this.#as(buyers[n % buyers.length]!),
      body,
    );
  }

  async place(buyer: Buyer, sku_id: string): Promise<string> {
    const text = await this.#http.send(
      "POST",
      `${this.#api}/orders`,
      { ...this.#as(buyer), "idempotency-key": crypto.randomUUID() },
      JSON.stringify({
        lines: [{ sku_id, quantity: 1 }],
        expected_payable_fen: price_fen,
        contact,
      }),
    );
    return JSON.parse(text).order_id;
  }

  async prepay(buyer: Buyer, order_id: string): Promise<void> {
    await this.#http.send("POST", `${this.#api}/orders/${order_id}/payments`, this.#as(buyer));
  }

  /** Has WeChat sign what it would tell of these payments. */
  signAll(orders: readonly BenchOrder[]): Promise<Notification[]> {
    return inBatches(orders, 4, async ({ transaction }) => {
      const response = await fetch(`${this.stack.wechat_url}/_control/notify/sign`, {
        method: "POST",
        body: JSON.stringify({
          mchid: transaction.mchid,
          event_type: "TRANSACTION.SUCCESS",
          original_type: "transaction",
          plaintext: transaction,
        }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`notify/sign: ${text}`);
      return JSON.parse(text) as Notification;
    });
  }

  async notify({ headers, body }: Notification): Promise<void> {
    const path = `/functions/v1/wechat/shops/${this.world.shop}/notify/payment`;
    await this.#http.send("POST", path, { ...headers, "content-type": "application/json" }, body);
  }

  close(): void {
    this.#http.close();
  }
}
