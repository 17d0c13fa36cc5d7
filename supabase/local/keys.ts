import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { readTextIfAny } from "./paths.ts";
import { generateMerchantKeys } from "./wechat/merchant_keys.ts";
import type { MerchantOptions } from "./wechat/options.ts";

/** Every secret of one local installation. Made once, kept in `<data>/keys.json` for its owner alone. */
export interface LocalKeys {
  /** Private ES256 key of the members' and visitors' tokens. */
  memberJwk: JWK;
  /** Private ES256 key of the staff's tokens. */
  authJwk: JWK;
  publishableKey: string;
  secretKey: string;
  /** Base64 of 32 bytes each. */
  masterKey: string;
  fingerprintKey: string;
  jobsSecret: string;
  /** Merchants that the WeChat simulator knows: the demo shop's, and a second shop's. */
  merchants: MerchantOptions[];
}

/** Reads the keys of a data folder, or makes them. */
export async function localKeys(dataDir: string): Promise<LocalKeys> {
  const path = `${dataDir}/keys.json`;
  const known = await readTextIfAny(path);
  if (known !== null) return JSON.parse(known);
  const keys: LocalKeys = {
    memberJwk: await es256(),
    authJwk: await es256(),
    publishableKey: `sb_publishable_${randomName(30)}`,
    secretKey: `sb_secret_${randomName(30)}`,
    masterKey: random(32).toBase64(),
    fingerprintKey: random(32).toBase64(),
    jobsSecret: randomName(40),
    merchants: [await merchant("1900000001"), await merchant("1900000002")],
  };
  await Deno.writeTextFile(`${path}.half`, JSON.stringify(keys, null, 2) + "\n", { mode: 0o600 });
  await Deno.rename(`${path}.half`, path); // whole or not there
  return keys;
}

async function es256(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg: "ES256", use: "sig", kid: await calculateJwkThumbprint(jwk) };
}

async function merchant(mchid: string): Promise<MerchantOptions> {
  return {
    mchid,
    appid: `wx${random(8).toHex()}`,
    app_secret: random(16).toHex(),
    keys: await generateMerchantKeys(),
    // asked for in the merchant platform: WeChat begins with 200 yuan
    transfer_max_fen: 20_000_000,
    transfer_user_day_fen: 20_000_000,
  };
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

function randomName(length: number): string {
  return random(length).toBase64({ alphabet: "base64url", omitPadding: true }).slice(0, length);
}
