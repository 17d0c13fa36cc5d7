import { maskedRealName } from "@/contracts/people.ts";
import type { Kept, SealedRealName } from "@/contracts/server.ts";
import type { SealedFor, Sealer } from "./seal.ts";

/** Under which name WeChat pays a member. */
export function realNameOf(shop_id: string, member_id: string): SealedFor {
  return { shop_id, kind: "real_name", owner: member_id };
}

/** A real name as SQL keeps it: sealed, and what its owner is shown of it. */
export async function sealRealName(
  sealer: Sealer,
  { shop_id, member_id }: { shop_id: string; member_id: string },
  name: string,
): Promise<SealedRealName> {
  const sealed = await sealer.seal(realNameOf(shop_id, member_id), name);
  return { sealed, masked: maskedRealName(name) };
}

/** The name in full, for WeChat or the tax office. Throws an Error when no key opens it. */
export function openRealName(sealer: Sealer, kept: Kept): Promise<string> {
  return sealer.open(realNameOf(kept.shop_id, kept.member_id), kept.sealed);
}
