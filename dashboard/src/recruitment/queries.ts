import type { Questions } from "@/contracts/recruitment.ts";
import type {
  ApplicationDetail,
  ApplicationPage,
  ApplicationQuery,
  EntryRules,
  SaveEntryRulesRequest,
  SaveQuestions,
} from "@/contracts/staff/recruitment.ts";
import { get, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

/** What a decision about applications makes old. */
export const touched: View[] = ["applications", "distributors", "distributor", "audit"];

export type ApplicationFilter = Pick<ApplicationQuery, "status" | "sort">;

export function useApplications(filter: ApplicationFilter) {
  return useList(
    ["applications", filter],
    (after) => get<ApplicationPage>("/staff/applications", { ...filter, after }),
  );
}

export function useApplication(id: string | undefined) {
  return useOne(
    ["applications", "one", id],
    () => get<ApplicationDetail>(`/staff/applications/${id}`),
    id !== undefined,
  );
}

export function useQuestions() {
  return useOne(["recruitment", "questions"], () => get<Questions>("/staff/questions"));
}

export function useSaveQuestions(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveQuestions) => put<Questions>("/staff/questions", json),
    done: "申请问题已保存",
    touched: ["recruitment", "audit"],
    onDone,
    onRefused,
  });
}

export function useEntryRules() {
  return useOne(["recruitment", "entry-rules"], () => get<EntryRules>("/staff/entry-rules"));
}

export function useSaveEntryRules(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveEntryRulesRequest) => put<EntryRules>("/staff/entry-rules", json),
    done: "申请条件已保存",
    touched: ["recruitment", "audit"],
    onDone,
    onRefused,
  });
}
