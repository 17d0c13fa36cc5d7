import { randomNonce, toBase64, utf8 } from "../bytes.ts";
import { unixSeconds } from "../time.ts";
import { signingKey } from "./keys.ts";

/** The signer: a merchant with the serial of the certificate and the private key. */
export interface Signer {
  mchid: string;
  serial_no: string;
  private_key_pem: string;
}

/** What wx.requestPayment takes; `timeStamp` is a text of Unix seconds. */
export interface RequestPaymentParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: "RSA";
  paySign: string;
}

/** When and with what nonce something is signed; made afresh for each signature. */
export interface Stamp {
  timestamp: string;
  nonce: string;
}

/** A stamp of this second. */
export function newStamp(): Stamp {
  return { timestamp: unixSeconds(), nonce: randomNonce() };
}

/** The five lines that a request's signature covers. `path` is the path and query exactly as sent. */
export function requestMessage(method: string, path: string, stamp: Stamp, body: string): string {
  return `${method}\n${path}\n${stamp.timestamp}\n${stamp.nonce}\n${body}\n`;
}

/** base64 of RSASSA-PKCS1-v1_5 with SHA-256 over a message. */
export async function sign(message: string, private_key_pem: string): Promise<string> {
  const key = await signingKey(private_key_pem);
  const signature = await crypto.subtle.sign(key.algorithm.name, key, utf8(message));
  return toBase64(new Uint8Array(signature));
}

/** Value of the Authorization header for one request. */
export async function authorization(
  signer: Signer,
  method: string,
  path: string,
  body: string,
  stamp: Stamp = newStamp(),
): Promise<string> {
  const message = requestMessage(method, path, stamp, body);
  const items = {
    mchid: signer.mchid,
    nonce_str: stamp.nonce,
    signature: await sign(message, signer.private_key_pem),
    timestamp: stamp.timestamp,
    serial_no: signer.serial_no,
  };
  const list = Object.entries(items).map(([name, value]) => `${name}="${value}"`);
  return `WECHATPAY2-SHA256-RSA2048 ${list.join(",")}`;
}

/** Parameters with which the mini program opens the payment of a prepay_id. */
export async function requestPaymentParams(
  appid: string,
  prepay_id: string,
  private_key_pem: string,
  stamp: Stamp = newStamp(),
): Promise<RequestPaymentParams> {
  const package_text = `prepay_id=${prepay_id}`;
  const message = `${appid}\n${stamp.timestamp}\n${stamp.nonce}\n${package_text}\n`;
  return {
    timeStamp: stamp.timestamp,
    nonceStr: stamp.nonce,
    package: package_text,
    signType: "RSA",
    paySign: await sign(message, private_key_pem),
  };
}
