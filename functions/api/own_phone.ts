import type { Me } from "@/contracts/members.ts";
import { cleanPhone, maskedPhone } from "@/contracts/people.ts";
import type { Kept, SealedMe } from "@/contracts/server.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import type { Sealer } from "@/shared/seal.ts";
import { phoneOf } from "@/shared/sealed_contact.ts";
import { open_code, type OpenResult } from "@/shared/wechat/open/result.ts";
import type { PhoneNumber } from "@/shared/wechat/open/types.ts";

/** A member's own phone from what SQL kept; null for none, or when nothing opens it (which is logged). */
export async function openPhone(
  sealer: Sealer,
  kept: Kept | null | undefined,
): Promise<string | null> {
  if (!kept) return null;
  try {
    return await sealer.open(phoneOf(kept.shop_id, kept.member_id), kept.sealed);
  } catch (cause) {
    log("error", "phone_unreadable", { cause });
    return null;
  }
}

/** The member's own data; the phone is masked, because the device stores it. */
export async function asMe(sealer: Sealer, sealed: SealedMe): Promise<Me> {
  const phone = await openPhone(sealer, sealed.phone);
  return { ...sealed, phone: phone && maskedPhone(phone) };
}

/** The phone that WeChat tells, as phones are kept. Throws PHONE_CODE_INVALID, WECHAT_UNAVAILABLE, WECHAT_REFUSED. */
export function phoneTold(result: OpenResult<PhoneNumber>, request_id: string): string {
  if (result.kind === "unknown") {
    throw new ApiError("WECHAT_UNAVAILABLE", { reason: result.reason });
  }
  if (result.kind === "ok") {
    const { country, number } = result.value;
    const phone = cleanPhone(country === "86" ? number : `+${country}${number}`);
    if (phone === undefined) throw new ApiError("WECHAT_REFUSED");
    return phone;
  }
  const { errcode, advice } = result;
  if (errcode === open_code.code_invalid || errcode === open_code.code_used) {
    throw new ApiError("PHONE_CODE_INVALID");
  }
  log("warn", "wechat_phone_refused", { request_id, errcode, advice });
  throw new ApiError(advice === "retry" ? "WECHAT_UNAVAILABLE" : "WECHAT_REFUSED");
}
