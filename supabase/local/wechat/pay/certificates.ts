import { X509Certificate } from "node:crypto";
import { randomText } from "../ids.ts";
import { keyMode } from "../key_mode.ts";
import type { Certificate, Merchant } from "../merchants.ts";
import { encryptResource } from "../notify/envelope.ts";
import { beijingTime } from "../time.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { PayError } from "./error.ts";

/** GET /v3/certificates; merchants who only have the public key get 404. */
export function listCertificates({ world, merchant }: PayCall): PayAnswer {
  if (keyMode(world).mode === "public_key") {
    throw new PayError(
      404,
      "RESOURCE_NOT_EXISTS",
      "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥",
    );
  }
  return { status: 200, body: { data: merchant.certificates.map((one) => item(merchant, one)) } };
}

function item({ keys }: Merchant, { serial, pem }: Certificate): object {
  const certificate = new X509Certificate(pem);
  const nonce = randomText(12);
  return {
    serial_no: serial,
    effective_time: beijingTime(Date.parse(certificate.validFrom)),
    expire_time: beijingTime(Date.parse(certificate.validTo)),
    encrypt_certificate: {
      algorithm: "AEAD_AES_256_GCM",
      nonce,
      associated_data: "certificate",
      ciphertext: encryptResource(keys.api_v3_key, nonce, "certificate", pem),
    },
  };
}
