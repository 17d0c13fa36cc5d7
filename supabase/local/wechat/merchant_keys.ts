import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { selfSigned } from "./certificate.ts";
import { randomDigits, randomText } from "./ids.ts";
import { day_ms } from "./time.ts";

/** Every key between one merchant and WeChat; private keys named `wechat_` or `platform_` stay with the simulator. */
export interface MerchantKeys {
  /** The merchant's: PKCS#8, signs requests and paySign. */
  readonly merchant_private_key_pem: string;
  readonly merchant_public_key_pem: string;
  readonly merchant_certificate_pem: string;
  readonly merchant_serial: string;
  /** 32 letters and digits: encrypts notifications. */
  readonly api_v3_key: string;
  /** `PUB_KEY_ID_0` and 27 digits. */
  readonly wechat_public_key_id: string;
  readonly wechat_public_key_pem: string;
  readonly wechat_private_key_pem: string;
  readonly platform_serial: string;
  readonly platform_certificate_pem: string;
  readonly platform_private_key_pem: string;
  /** Token and key of the message push. */
  readonly push_token: string;
  readonly encoding_aes_key: string;
}

/** A platform certificate as WeChat makes it; the private key stays with the simulator. */
export interface PlatformCertificate {
  readonly serial: string;
  readonly pem: string;
  readonly private_key_pem: string;
}

const five_years_ms = 5 * 365 * day_ms;
const generate = promisify(generateKeyPair) as unknown as (
  type: "rsa",
  options: { modulusLength: number },
) => Promise<{ publicKey: KeyObject; privateKey: KeyObject }>;

function privatePem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}

function publicPem(key: KeyObject): string {
  return key.export({ type: "spki", format: "pem" }) as string;
}

/**
 * New keys for one merchant: three RSA pairs, two certificates of five years, the symmetric keys. WeChat's have 2048
 * bits; 1024 is for tests, where a signature then costs a fifth.
 */
export async function generateMerchantKeys(
  modulus_bits: 1024 | 2048 = 2048,
): Promise<MerchantKeys> {
  const pair = () => generate("rsa", { modulusLength: modulus_bits });
  const [merchant, wechat, platform] = await Promise.all([pair(), pair(), pair()]);
  const now = Date.now();
  const valid = { from: new Date(now - day_ms), to: new Date(now + five_years_ms) };
  const merchant_certificate = selfSigned("Local merchant", merchant, valid);
  const platform_certificate = selfSigned("Local WeChat Pay platform", platform, valid);
  return {
    merchant_private_key_pem: privatePem(merchant.privateKey),
    merchant_public_key_pem: publicPem(merchant.publicKey),
    merchant_certificate_pem: merchant_certificate.pem,
    merchant_serial: merchant_certificate.serial,
    api_v3_key: randomText(32),
    wechat_public_key_id: `PUB_KEY_ID_0${randomDigits(27)}`,
    wechat_public_key_pem: publicPem(wechat.publicKey),
    wechat_private_key_pem: privatePem(wechat.privateKey),
    platform_serial: platform_certificate.serial,
    platform_certificate_pem: platform_certificate.pem,
    platform_private_key_pem: privatePem(platform.privateKey),
    push_token: randomText(32),
    encoding_aes_key: randomText(43),
  };
}

/** One more platform certificate of five years, for a rotation. */
export async function generatePlatformCertificate(
  modulus_bits: 1024 | 2048 = 2048,
): Promise<PlatformCertificate> {
  const pair = await generate("rsa", { modulusLength: modulus_bits });
  const now = Date.now();
  const valid = { from: new Date(now - day_ms), to: new Date(now + five_years_ms) };
  const { pem, serial } = selfSigned("Local WeChat Pay platform", pair, valid);
  return { serial, pem, private_key_pem: privatePem(pair.privateKey) };
}
