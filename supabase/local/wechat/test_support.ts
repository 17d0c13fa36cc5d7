import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import {
  constants,
  createDecipheriv,
  createHash,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from "node:crypto";
import {
  generateMerchantKeys,
  type MerchantKeys,
  type MerchantOptions,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "./simulator.ts";

/** One set per test file. */
export const keys: MerchantKeys = await generateMerchantKeys(1024);

export const merchant: MerchantOptions = {
  mchid: "1900000001",
  appid: "wx0123456789abcdef",
  app_secret: "secret-of-the-app",
  keys,
};

type Json = Record<string, unknown>;

/** An answer of WeChat Pay. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // deno-lint-ignore no-explicit-any
  json: any;
}

/** What a test may change about a request. */
export interface Spoil {
  mchid?: string;
  serial_no?: string;
  timestamp?: number;
  nonce?: string;
  order?: string[];
  signature?: string;
  authorization?: string;
  headers?: Record<string, string | null>;
  signal?: AbortSignal;
  target?: string;
}

/** A shop's side of one simulator, with a clock that the test moves. */
export class Shop {
  now = Date.parse("2026-03-01T12:00:00+08:00");
  simulator!: Simulator;
  /** What came to our callbacks. */
  readonly received: { url: string; headers: Headers; body: string }[] = [];
  /** What we answer to the next callbacks; 200 after them. */
  readonly answers: (number | "hang")[] = [];

  async start(options: Partial<SimulatorOptions> = {}): Promise<this> {
    this.simulator = await startSimulator({
      merchants: [merchant],
      now: () => this.now,
      deliver: async (input, init) => {
        const request = new Request(input, init);
        const { url, headers } = request;
        this.received.push({ url, headers, body: await request.text() });
        const status = this.answers.shift() ?? 200;
        if (status === "hang") throw new Error("no answer");
        return new Response(null, { status });
      },
      ...options,
    });
    return this;
  }

  advance(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** The Authorization header over a request. */
  authorization(method: string, target: string, body: string, spoil: Spoil = {}): string {
    const timestamp = spoil.timestamp ?? Math.floor(this.now / 1000);
    const nonce = spoil.nonce ?? randomBytes(16).toString("hex");
    const message = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
    const signature = spoil.signature ??
      sign("sha256", Buffer.from(message), keys.merchant_private_key_pem).toString("base64");
    const items: Record<string, string> = {
      mchid: spoil.mchid ?? merchant.mchid,
      nonce_str: nonce,
      signature,
      timestamp: String(timestamp),
      serial_no: spoil.serial_no ?? keys.merchant_serial,
    };
    const order = spoil.order ?? Object.keys(items);
    return "WECHATPAY2-SHA256-RSA2048 " + order.map((name) => `${name}="${items[name]}"`).join(",");
  }

  async pay(
    method: string,
    target: string,
    body?: Json | string,
    spoil: Spoil = {},
  ): Promise<Answer> {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const headers = new Headers({
      "accept": "application/json",
      "user-agent": "test",
      "wechatpay-serial": keys.wechat_public_key_id,
      "authorization": spoil.authorization ?? this.authorization(method, target, text, spoil),
    });
    if (text !== "") headers.set("content-type", "application/json");
    for (const [name, value] of Object.entries(spoil.headers ?? {})) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    const request = new Request(this.simulator.url + (spoil.target ?? target), {
      method,
      headers,
      ...(text === "" ? {} : { body: text }),
      ...(spoil.signal ? { signal: spoil.signal } : {}),
    });
    const answer = await this.simulator.fetch(request);
    const received = await answer.text();
    const json = received.startsWith("{") ? JSON.parse(received) : undefined;
    return { status: answer.status, headers: answer.headers, text: received, json };
  }

  async open(path: string, body?: Json | string, method = body === undefined ? "GET" : "POST") {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const init = { method, ...(body === undefined ? {} : { body: text }) };
    const answer = await this.simulator.fetch(new Request(this.simulator.url + path, init));
    assert.equal(answer.status, 200);
    return answer;
  }

  // deno-lint-ignore no-explicit-any
  async openJson(path: string, body?: Json | string): Promise<any> {
    return await (await this.open(path, body)).json();
  }

  async token(): Promise<string> {
    const { appid, app_secret: secret } = merchant;
    const body = { grant_type: "client_credential", appid, secret };
    return (await this.openJson("/cgi-bin/stable_token", body)).access_token;
  }

  /** A user who has ordered; the order's prepay_id. */
  async ordered(out_trade_no: string, total = 1000, more: Json = {}) {
    const openid = this.simulator.control.createUser().openid;
    const order = orderBody(out_trade_no, openid, total, more);
    const answer = await this.pay("POST", "/v3/pay/transactions/jsapi", order);
    assert.equal(answer.status, 200, answer.text);
    return { openid, order, prepay_id: String(answer.json.prepay_id) };
  }

  async paid(out_trade_no: string, total = 1000) {
    const ordered = await this.ordered(out_trade_no, total);
    const payment = this.simulator.control.pay(ordered.prepay_id);
    return { ...ordered, payment, transaction_id: payment.transaction_id! };
  }

  refund(out_trade_no: string, out_refund_no: string, refund: number, total = 1000) {
    const amount = { refund, total, currency: "CNY" };
    const notify_url = "https://shop.example/refund";
    const body = { out_trade_no, out_refund_no, notify_url, amount };
    return this.pay("POST", "/v3/refund/domestic/refunds", body);
  }
}

export function orderBody(
  out_trade_no: string,
  openid: string,
  total = 1000,
  more: Json = {},
): Json {
  return {
    appid: merchant.appid,
    mchid: merchant.mchid,
    description: "一盒绿茶",
    out_trade_no,
    notify_url: "https://shop.example/pay",
    amount: { total, currency: "CNY" },
    payer: { openid },
    ...more,
  };
}

export function transferBody(
  out_bill_no: string,
  openid: string,
  amount: number,
  more: Json = {},
): Json {
  return {
    appid: merchant.appid,
    out_bill_no,
    transfer_scene_id: "1005",
    openid,
    transfer_amount: amount,
    transfer_remark: "推广佣金",
    notify_url: "https://shop.example/transfer",
    transfer_scene_report_infos: [
      { info_type: "岗位类型", info_content: "推广员" },
      { info_type: "报酬说明", info_content: "2026年1月推广佣金" },
    ],
    ...more,
  };
}

/** Whether WeChat signed this body. */
export function genuine(headers: Headers, body: string): boolean {
  const header = (name: string) => headers.get(`wechatpay-${name}`) ?? "";
  const message = `${header("timestamp")}\n${header("nonce")}\n${body}\n`;
  const key = header("serial") === keys.wechat_public_key_id
    ? keys.wechat_public_key_pem
    : header("serial") === keys.platform_serial
    ? new X509Certificate(keys.platform_certificate_pem).publicKey
    : undefined;
  if (key === undefined) return false;
  return verify("sha256", Buffer.from(message), key, Buffer.from(header("signature"), "base64"));
}

/** The plaintext of a notification. */
// deno-lint-ignore no-explicit-any
export function opened(body: string): any {
  const { resource } = JSON.parse(body);
  return JSON.parse(openSealed(resource));
}

export function openSealed(
  { ciphertext, nonce, associated_data }: {
    ciphertext: string;
    nonce: string;
    associated_data: string;
  },
): string {
  const bytes = Buffer.from(ciphertext, "base64");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    Buffer.from(keys.api_v3_key),
    Buffer.from(nonce),
  );
  decipher.setAAD(Buffer.from(associated_data)).setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
}

/** RSA-OAEP as a merchant encrypts a name. */
export function sealedName(name: string): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const key = { key: keys.wechat_public_key_pem, padding, oaepHash: "sha1" };
  return publicEncrypt(key, Buffer.from(name)).toString("base64");
}

export function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** A test with a shop of its own, which is stopped at its end. */
export function shopTest(
  name: string,
  body: (shop: Shop) => Promise<void> | void,
  options: Partial<SimulatorOptions> = {},
): void {
  Deno.test(name, async () => {
    const shop = await new Shop().start(options);
    try {
      await body(shop);
    } finally {
      await shop.simulator.stop();
    }
  });
}
