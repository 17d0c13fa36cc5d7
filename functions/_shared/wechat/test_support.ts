import { createCipheriv, createSign, generateKeyPairSync } from "node:crypto";
import { Buffer } from "node:buffer";
import type { VerifierPem } from "./pay/keys.ts";

/** Help for the tests beside: WeChat's side, written with node:crypto so that it shares nothing with the clients. */

export interface KeyPair {
  private_pem: string;
  public_pem: string;
}

/** A fresh RSA pair of 2048 bits. */
export function newKeyPair(): KeyPair {
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { private_pem: pair.privateKey, public_pem: pair.publicKey };
}

export const merchant = newKeyPair();
export const wechat_pay = newKeyPair();
export const wechat_pay_id = "PUB_KEY_ID_0000000000000000000000000001";
export const verifiers: VerifierPem[] = [{ id: wechat_pay_id, pem: wechat_pay.public_pem }];
export const api_v3_key = "0123456789abcdefghijklmnopqrstuv";

/** base64 of RSA-SHA256 by node:crypto. */
export function rsaSign(message: string, private_pem: string): string {
  return createSign("RSA-SHA256").update(message).sign(private_pem, "base64");
}

/** Headers with which WeChat Pay signs `body`. */
export function signedHeaders(
  body: string,
  private_pem = wechat_pay.private_pem,
  serial = wechat_pay_id,
  timestamp = Math.floor(Date.now() / 1000),
): Headers {
  const nonce = "n".repeat(32);
  return new Headers({
    "wechatpay-timestamp": String(timestamp),
    "wechatpay-nonce": nonce,
    "wechatpay-serial": serial,
    "wechatpay-signature": rsaSign(`${timestamp}\n${nonce}\n${body}\n`, private_pem),
    "request-id": "08F7-268512771",
  });
}

/** A notification's body with `plain` sealed inside. */
export function notificationBody(
  original_type: string,
  event_type: string,
  plain: string,
  key = api_v3_key,
): string {
  const nonce = "0123456789ab";
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(original_type));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return JSON.stringify({
    id: "EV-1",
    create_time: "2026-01-01T00:00:00+08:00",
    resource_type: "encrypt-resource",
    event_type,
    summary: "",
    resource: {
      original_type,
      algorithm: "AEAD_AES_256_GCM",
      ciphertext: sealed.toString("base64"),
      associated_data: original_type,
      nonce,
    },
  });
}

/** One request that a test server got, body as text. */
export interface Seen {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}

/** Run `work` against a server on a free port that answers with `answer`; every request is kept in `seen`. */
export async function withServer<T>(
  answer: (seen: Seen) => Response | Promise<Response>,
  work: (base_url: string, seen: Seen[]) => Promise<T>,
): Promise<T> {
  const seen: Seen[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  await using server = Deno.serve(options, async (request) => {
    const { pathname, search } = new URL(request.url);
    const one = {
      method: request.method,
      path: pathname + search,
      headers: request.headers,
      body: await request.text(),
    };
    seen.push(one);
    return await answer(one);
  });
  return await work(`http://127.0.0.1:${server.addr.port}`, seen);
}
