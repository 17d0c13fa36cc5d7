import { createHash } from "node:crypto";
import type { Merchant, SigningKey } from "./merchants.ts";
import type { KeyMode } from "./state.ts";
import type { World } from "./world.ts";

/** Share of notifications signed with the public key on each day of a switch, in thousandths (doc 4012154180). */
const steps_permille = [1, 10, 50, 100, 200, 500, 1000];

export function keyMode(world: World): KeyMode {
  return world.state.key_modes.get("all") ?? { mode: "public_key", step: 7 };
}

/** The key that signs an answer whose request names none. */
export function answerKey(world: World, merchant: Merchant): SigningKey {
  return keyMode(world).mode === "public_key" ? merchant.public_key : merchant.certificates[0]!;
}

/** The key that signs a notification; during a switch its id decides, so that repeats use the same. */
export function noticeKey(world: World, merchant: Merchant, id: string): SigningKey {
  const { mode, step } = keyMode(world);
  if (mode === "public_key") return merchant.public_key;
  if (mode === "certificate") return merchant.certificates[0]!;
  const place = createHash("sha256").update(id).digest().readUInt32BE() % 1000;
  return place < steps_permille[step - 1]! ? merchant.public_key : merchant.certificates[0]!;
}
