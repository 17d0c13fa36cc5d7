import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import type { SigningKey } from "../merchants.ts";
import { randomText } from "../ids.ts";
import type { Attempt } from "../state.ts";
import { unixSeconds } from "../time.ts";
import type { Facts, Fault } from "../faults.ts";
import type { World } from "../world.ts";

/** How a signature is spoilt, if it is. */
export interface Spoilt {
  readonly signature: Attempt["signature"];
  /** For clock_skew: seconds added to the timestamp. */
  readonly seconds?: number | undefined;
}

const spoiling = ["forged_signature", "signtest", "unknown_serial", "clock_skew"] as const;

/** The signature fault that is due for this answer or notification. */
export function takeSpoilt(world: World, facts: Facts): Spoilt {
  for (const kind of spoiling) {
    const fault: Fault | undefined = world.faults.take(kind, facts);
    if (fault === undefined) continue;
    const signature = kind === "forged_signature" ? "forged" : kind;
    return { signature, seconds: fault.seconds };
  }
  return { signature: "genuine" };
}

/** The Wechatpay-* headers over a body, by one of WeChat's keys. */
export async function signatureHeaders(
  key: SigningKey,
  body: string,
  at_ms: number,
  spoilt: Spoilt = { signature: "genuine" },
): Promise<Record<string, string>> {
  const skew = spoilt.signature === "clock_skew" ? spoilt.seconds ?? -600 : 0;
  const timestamp = String(unixSeconds(at_ms) + Math.trunc(skew));
  const nonce = randomText(32);
  const message = new TextEncoder().encode(`${timestamp}\n${nonce}\n${body}\n`);
  const signed = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", await key.signing, message);
  let signature = Buffer.from(signed).toString("base64");
  if (spoilt.signature === "forged") signature = randomBytes(256).toString("base64");
  if (spoilt.signature === "signtest") {
    signature = "WECHATPAY/SIGNTEST/" + randomBytes(256).toString("base64");
  }
  const unknown = key.serial.startsWith("PUB_KEY_ID_")
    ? "PUB_KEY_ID_0999999999999999999999999999"
    : "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";
  return {
    "wechatpay-timestamp": timestamp,
    "wechatpay-nonce": nonce,
    "wechatpay-signature": signature,
    "wechatpay-serial": spoilt.signature === "unknown_serial" ? unknown : key.serial,
  };
}
