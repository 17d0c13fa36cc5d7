import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { PlatformCertificate } from "./merchant_keys.ts";
import type { MerchantOptions } from "./options.ts";

/** One of WeChat's keys towards a merchant. */
export interface SigningKey {
  /** Value of Wechatpay-Serial. */
  readonly serial: string;
  readonly private_key: KeyObject;
  /** The same for WebCrypto, whose signing (2 ms here) does not hold up the event loop. */
  readonly signing: Promise<CryptoKey>;
}

function signingKey(serial: string, pem: string): SigningKey {
  const private_key = createPrivateKey(pem);
  const der = private_key.export({ type: "pkcs8", format: "der" }) as Uint8Array<ArrayBuffer>;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const signing = crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  return { serial, private_key, signing };
}

/** A merchant with its keys read. */
export interface Merchant extends Required<Omit<MerchantOptions, "pages">> {
  readonly pages: readonly string[] | undefined;
  readonly merchant_public_key: KeyObject;
  readonly public_key: SigningKey;
  /** Platform certificates, the newest first: it signs, and the others are good beside it. */
  certificates: readonly Certificate[];
}

/** A platform certificate with the key behind it. */
export interface Certificate extends SigningKey {
  readonly pem: string;
}

function certificateOf({ serial, pem, private_key_pem }: PlatformCertificate): Certificate {
  return { ...signingKey(serial, private_key_pem), pem };
}

function read(options: MerchantOptions): Merchant {
  const { keys } = options;
  return {
    original_id: "gh_" + options.appid.slice(-12),
    transfer_scenes: ["1005"],
    transfer_max_fen: 20_000,
    transfer_day_fen: 5_000_000,
    transfer_user_day_fen: 200_000,
    operation_fen: 100_000_000,
    refund_spacing_seconds: 60,
    ...options,
    pages: options.pages,
    merchant_public_key: createPublicKey(keys.merchant_public_key_pem),
    public_key: signingKey(keys.wechat_public_key_id, keys.wechat_private_key_pem),
    certificates: [certificateOf({
      serial: keys.platform_serial,
      pem: keys.platform_certificate_pem,
      private_key_pem: keys.platform_private_key_pem,
    })],
  };
}

/** Who is known to WeChat. */
export class Merchants {
  readonly #list: Merchant[] = [];

  constructor(options: readonly MerchantOptions[]) {
    for (const one of options) this.add(one);
  }

  add(options: MerchantOptions): Merchant {
    const merchant = read(options);
    this.#list.push(merchant);
    return merchant;
  }

  all(): readonly Merchant[] {
    return this.#list;
  }

  byMchid(mchid: string): Merchant | undefined {
    return this.#list.find((one) => one.mchid === mchid);
  }

  byAppid(appid: string): Merchant | undefined {
    return this.#list.find((one) => one.appid === appid);
  }

  /** The app may be used with this merchant number. */
  bound(mchid: string, appid: string): boolean {
    return this.#list.some((one) => one.mchid === mchid && one.appid === appid);
  }

  /** WeChat's key with this value of Wechatpay-Serial, towards this merchant. */
  key(merchant: Merchant, serial: string): SigningKey | undefined {
    return [merchant.public_key, ...merchant.certificates].find((one) => one.serial === serial);
  }

  /** A new certificate signs from now on; the old ones stay good beside it, or not. */
  rotate(merchant: Merchant, next: PlatformCertificate, keep_old: boolean): void {
    const old = keep_old ? merchant.certificates : [];
    merchant.certificates = [certificateOf(next), ...old];
  }
}
