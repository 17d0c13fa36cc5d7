import { envKeys } from "./env.ts";
import { createSealer, type Sealer } from "./seal.ts";

/** The sealer with the keys of the environment, which are read when it first seals or opens. */
export function sealerFromEnv(): Sealer {
  return createSealer(() => ({
    seal: envKeys("MALL_SEAL_KEYS"),
    fingerprint: envKeys("MALL_FINGERPRINT_KEYS"),
  }));
}
