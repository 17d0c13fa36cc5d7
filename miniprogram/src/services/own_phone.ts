import type { OwnPhone } from "@/contracts/members.ts";
import { maskedPhone } from "@/contracts/people.ts";
import { ApiError } from "./errors";
import { questionOf } from "../utils/questions";
import { refreshMember } from "./member";
import { del, get, put } from "./request";
import { changeMember, ensureSignedIn } from "./session";

/** What `open-type="getPhoneNumber"` says. */
export type PhoneEvent = { detail: { code?: string; errno?: number; errMsg?: string } };

/** The account's paid quota is spent. */
const no_quota = 1400001;
/** The user did not agree to the privacy guide. */
const not_agreed = [103, 104];

/**
 * Gives the shop the phone that WeChat's button asked for; answers it in full, null when the user said no. Throws the
 * words to say when WeChat or the shop does not take it.
 */
export async function givePhone({ detail }: PhoneEvent): Promise<string | null> {
  const { code, errno = 0, errMsg = "" } = detail;
  if (errno === no_quota) {
    throw new ApiError("PHONE_QUOTA", "店铺验证手机号的次数用完了，请联系商家");
  }
  if (!code) {
    if (/deny|denied|cancel/.test(errMsg) || not_agreed.includes(errno)) return null;
    throw new ApiError("WECHAT_UNAVAILABLE", "微信没有给出手机号，请稍后再试");
  }
  await ensureSignedIn();
  const { phone } = await put<OwnPhone>("/me/phone", { code }, { isOnce: true });
  dropReadings();
  show(phone);
  return phone;
}

/** The phone that the shop has of this member, in full. */
export async function ownPhone(): Promise<string | null> {
  const isNews = questionOf(refreshMember);
  const { phone } = await get<OwnPhone>("/me/phone");
  if (isNews()) show(phone);
  return phone;
}

export async function dropPhone(): Promise<void> {
  await del("/me/phone");
  dropReadings();
  show(null);
}

/** A read of the member that is under way may be older than the change: its answer is ignored. */
function dropReadings(): void {
  questionOf(refreshMember)();
}

function show(phone: string | null): void {
  changeMember({ phone: phone && maskedPhone(phone) });
}
