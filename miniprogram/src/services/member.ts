import type { Me } from "@/contracts/members.ts";
import { get } from "./request";
import { changeMember, currentMember, ensureSignedIn } from "./session";

/** Reads the member again after a change of the member's own data. */
export async function refreshMember(): Promise<Me> {
  await ensureSignedIn();
  const member = await get<Me>("/me");
  if (currentMember()?.id === member.id) changeMember(member);
  return member;
}
