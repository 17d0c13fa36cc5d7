import type { Share } from "@/contracts/shares.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import type {
  MoveBinding,
  MovedBinding,
  RelationPage,
  RelationQuery,
} from "@/contracts/staff/relations.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["relations", "bindings", "distributors", "distributor", "audit"];

export function useRelations(filter: Partial<RelationQuery>) {
  return useList(
    ["relations", filter],
    (after) => get<RelationPage>("/staff/relations", { ...filter, after }),
  );
}

export function useMoveBinding(member: string, onDone: () => void) {
  return useCommand({
    send: (json: MoveBinding) => put<MovedBinding>(`/staff/members/${member}/bindings`, json),
    done: "客户归属已更新",
    touched,
    onDone,
  });
}

export function useRevokeShare(token: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post<Share>(`/staff/shares/${token}/revocation`, json),
    done: "链接已撤销",
    touched,
    onDone,
  });
}
