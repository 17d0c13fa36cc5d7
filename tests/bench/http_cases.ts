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
  #etags = new Map<string, string>();
  #asked = 0;
  #clicked = 0;

  private constructor(readonly stack: BenchStack, readonly world: BenchWorld) {
    this.#http = new HttpLoad(stack.url);
    this.#api = `/functions/v1/api/shops/${world.shop}`;
  }

  /** Signs the buyers' tokens beforehand, as signing in would. */
  static async open(stack: BenchStack, world: BenchWorld): Promise<HttpMall> {
    const mall = new HttpMall(stack, world);
    const tokens = createTokens({
      signing_jwk: stack.member_jwk,
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
    const { appid } = this.stack.merchant;
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

  /** The first page as everybody asks for it: the same address, the same reply. */
  async list(): Promise<void> {
    await this.#http.send("GET", `${this.#api}/products`);
  }

  /** The same page under an address that nobody has asked before: nothing kept can answer it. */
  async newList(): Promise<void> {
    const before_all = (this.#asked++).toString(16).padStart(12, "0");
    const after = `0.00000000-0000-0000-0000-${before_all}`;
    await this.#http.send("GET", `${this.#api}/products?after=${after}`);
  }

  async detail(n: number): Promise<void> {
    await this.#http.send("GET", `${this.#api}/products/${this.#product(n)}`);
  }

  /** Asks for the list or a product as somebody does who has it: nothing has changed. */
  async knownList(): Promise<void> {
    await this.#askKnown(`${this.#api}/products`);
  }

  async knownDetail(n: number): Promise<void> {
    await this.#askKnown(`${this.#api}/products/${this.#product(n)}`);
  }

  async #askKnown(path: string): Promise<void> {
    const known = this.#etags.get(path);
    const headers: Record<string, string> = known ? { "if-none-match": known } : {};
    const { status, etag } = await this.#http.send("GET", path, headers);
    if (known && status !== 304) throw new Error(`${path}: ${status} instead of 304`);
    this.#etags.set(path, etag);
  }

  #product(n: number): string {
    const { product_ids } = this.world;
    return product_ids[n % product_ids.length]!;
  }

  /** Another member opens another share each time, so that the click counts. */
  async click(): Promise<void> {
    const { buyers, shares } = this.world;
    const n = this.#clicked++;
    const body = JSON.stringify({ share: shares[Math.floor(n / buyers.length) % shares.length] });
    await this.#http.send(
      "POST",
      `${this.#api}/clicks`,
      this.#as(buyers[n % buyers.length]!),
      body,
    );
  }

  async place(buyer: Buyer, sku_id: string): Promise<string> {
    const { text } = await this.#http.send(
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
