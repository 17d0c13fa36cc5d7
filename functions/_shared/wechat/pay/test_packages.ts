import { Buffer } from "node:buffer";
import { Formatter, Rsa } from "wechatpay-axios-plugin";
import WechatpayNode from "wechatpay-node-v3";
import { api_v3_key, merchant, wechat_pay, wechat_pay_id } from "../test_support.ts";
import { certificate_pem } from "../vectors_test_data.ts";

/** What we sign, wechatpay-axios-plugin and wechatpay-node-v3 verify; what they sign and encrypt, we accept. */

export const signer = {
  mchid: "1900000001",
  serial_no: "3775B6A45ACD588826D15E583A95F5DD",
  private_key_pem: merchant.private_pem,
};

/** wechatpay-node-v3 as this merchant; it asks for a certificate and reads nothing of it here. */
export function nodePay(): WechatpayNode {
  return new WechatpayNode({
    appid: "wx0123456789abcdef",
    mchid: signer.mchid,
    serial_no: signer.serial_no,
    publicKey: Buffer.from(certificate_pem),
    privateKey: Buffer.from(merchant.private_pem),
    key: api_v3_key,
  });
}

/** WeChat Pay's side as wechatpay-axios-plugin would write it: a signed reply. */
export function axiosSigned(body: string, timestamp = Formatter.timestamp()): Headers {
  const nonce = Formatter.nonce();
  const message = Formatter.response(timestamp, nonce, body);
  return new Headers({
    "Wechatpay-Timestamp": String(timestamp),
    "Wechatpay-Nonce": nonce,
    "Wechatpay-Serial": wechat_pay_id,
    "Wechatpay-Signature": Rsa.sign(message, wechat_pay.private_pem),
    "Request-ID": "08F7",
  });
}
