import { Buffer } from "node:buffer";
import { verify } from "node:crypto";
import { minute_ms, unixSeconds } from "../time.ts";
import type { Merchant } from "../merchants.ts";
import type { World } from "../world.ts";
import { PayError } from "./error.ts";

const scheme = "WECHATPAY2-SHA256-RSA2048 ";
const names = ["mchid", "nonce_str", "signature", "timestamp", "serial_no"] as const;
const clock_tolerance_seconds = 300;

type Authorization = Record<(typeof names)[number], string>;

function refused(message: string, detail?: Record<string, unknown>): PayError {
  return new PayError(401, "SIGN_ERROR", message, detail, "268443699");
}

/** The five items of the header, in any order, each once. */
export function parseAuthorization(header: string | null): Authorization {
  const bad = () =>
    refused("Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》");
  if (!header?.startsWith(scheme)) throw bad();
  const items: Record<string, string> = {};
  for (const part of header.slice(scheme.length).split(",")) {
    const [, name, value] = /^\s*([a-z_]+)="([^"]*)"\s*$/.exec(part) ?? [];
    if (name === undefined || name in items) throw bad();
    items[name] = value!;
  }
  if (Object.keys(items).length !== names.length || names.some((name) => !items[name])) throw bad();
  return items as Authorization;
}

/** Nonces of the last quarter of an hour. */
export class Nonces {
  #young = new Set<string>();
  #old = new Set<string>();
  #since = 0;

  /** False if this one was seen before. */
  claim(nonce: string, now: number): boolean {
    if (Math.abs(now - this.#since) > 15 * minute_ms) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#since = now;
    }
    if (this.#young.has(nonce) || this.#old.has(nonce)) return false;
    this.#young.add(nonce);
    return true;
  }
}

/** What was signed: five lines. */
export interface SignedRequest {
  readonly method: string;
  /** As sent: still encoded, with query. */
  readonly target: string;
  readonly body: Uint8Array;
}

function message(request: SignedRequest, { timestamp, nonce_str }: Authorization): Uint8Array {
  const head = `${request.method}\n${request.target}\n${timestamp}\n${nonce_str}\n`;
  const before = new TextEncoder().encode(head);
  const all = new Uint8Array(before.length + request.body.length + 1);
  all.set(before);
  all.set(request.body, before.length);
  all[all.length - 1] = 10;
  return all;
}

/** The merchant who signed the request. Refuses a wrong form, merchant, serial, time, nonce or signature with 401. */
export function authorize(
  world: World,
  nonces: Nonces,
  request: SignedRequest,
  header: string | null,
): Merchant {
  const given = parseAuthorization(header);
  const merchant = world.merchants.byMchid(given.mchid);
  if (merchant === undefined) throw refused("商户号不存在");
  if (given.serial_no !== merchant.keys.merchant_serial) {
    throw refused("商户证书序列号有误。请使用签名私钥匹配的证书序列号");
  }
  const timestamp = /^\d{1,12}$/.test(given.timestamp) ? Number(given.timestamp) : NaN;
  const late = Math.abs(unixSeconds(world.now()) - timestamp);
  if (!(late <= clock_tolerance_seconds)) {
    throw refused("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
  }
  if (given.nonce_str.length > 32) throw refused("nonce_str长度超过32");
  const text = message(request, given);
  const signature = Buffer.from(given.signature, "base64");
  if (!verify("sha256", text, merchant.merchant_public_key, signature)) {
    throw refused("错误的签名，验签失败", {
      detail: { issue: "sign not match" },
      field: "signature",
      location: "authorization",
      sign_information: {
        method: request.method,
        url: request.target,
        sign_message_length: text.length,
      },
    });
  }
  if (!nonces.claim(`${given.mchid} ${given.nonce_str}`, world.now())) {
    throw refused("Http头Authorization中的nonce_str已被使用");
  }
  return merchant;
}
