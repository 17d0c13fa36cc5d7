import type { InvitationPage } from "@/contracts/staff/invitations.ts";
import type { Decide, SetStaff, StaffMembers, StaffRole } from "@/contracts/staff/people.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { config } from "../lib/config.ts";
import { useList, useOne } from "../lib/list.ts";
import type { Problem } from "../lib/problem.ts";
import { hashOf, linkOf, newToken } from "./link.ts";

export function usePeople() {
  return useOne(["people"], () => get<StaffMembers>("/staff/people"));
}

export function useInvitations() {
  return useList(
    ["invitations"],
    (after) => get<InvitationPage>("/staff/invitations", { after }),
  );
}

export interface TypedInvitation {
  email: string;
  name: string;
  role: StaffRole;
  reason: string;
}

/** Invites somebody; the link is made here and nobody can be shown it again. */
export function useInvite(
  onMade: (link: string) => void,
  onRefused: (problem: Problem) => boolean,
) {
  return useCommand({
    send: async ({ email, name, role, reason }: TypedInvitation) => {
      const token = newToken();
      await post("/staff/invitations", {
        email: email.trim(),
        name: name.trim(),
        role,
        reason: reason.trim(),
        token_hash: await hashOf(token),
      });
      onMade(linkOf(location.origin, config().shop, token));
    },
    done: "邀请已生成",
    touched: ["invitations", "audit"],
    onRefused,
  });
}

export function useRevoke(id: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post(`/staff/invitations/${id}/revocation`, json),
    done: "邀请已撤回，链接不能再用",
    touched: ["invitations", "audit"],
    onDone,
  });
}

export function useSetStaff(id: string, onDone: () => void) {
  return useCommand({
    send: (json: SetStaff) => put(`/staff/people/${id}`, json),
    done: "员工已修改，马上生效",
    touched: ["people", "staff", "audit"],
    onDone,
  });
}

export function useLeave(onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post("/staff/leave", json),
    done: "你已离职",
    touched: ["staff"],
    onDone,
  });
}
