import type { OpenedShare } from "@/contracts/shares.ts";
import { get } from "../../services/request";

/**
 * An invitation is kept from the moment it was opened until somebody applies with it, since people
 * look around before they do. A later one replaces it.
 */
const storage_key = "invitation";

export interface Invitation {
  token: string;
  inviter: string;
}

/** Opens a share's token. Undefined when it is no invitation or the inviter promotes no longer. */
export async function openInvitation(token: string): Promise<Invitation | undefined> {
  const share = await get<OpenedShare>(`/shares/${token}`);
  if (share.page !== "invite" || !share.sharer.is_distributor) return undefined;
  const invitation = { token, inviter: share.sharer.label };
  wx.setStorageSync(storage_key, invitation);
  return invitation;
}

export function keptInvitation(): Invitation | undefined {
  return wx.getStorageSync<Invitation | "">(storage_key) || undefined;
}

export function forgetInvitation(): void {
  wx.removeStorageSync(storage_key);
}
