import type { Me } from "@/contracts/members.ts";
import { questionOf } from "../utils/questions";
import { get } from "./request";
import { changeMember, currentMember, ensureSignedIn } from "./session";

/** Reads the member again after a change of the member's own data. */
export async function refreshMember(): Promise<Me> {
  await ensureSignedIn();
  const isNews = questionOf(refreshMember);
  const member = await get<Me>("/me");
  if (currentMember()?.id === member.id && isNews()) changeMember(member);
  return member;
}
