import type { Block, ShownPage } from "@/contracts/pages.ts";
import type {
  PageDraft,
  PublishedPage,
  PublishPage,
  SavePageRequest,
  SetPageStatus,
  StaffPage,
  StaffPageDetail,
  StaffPages,
} from "@/contracts/staff/pages.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["pages", "page", "audit"];

export function usePages() {
  return useOne(["pages"], () => get<StaffPages>("/staff/pages"));
}

export function usePage(page: string) {
  return useOne(["page", page], () => get<StaffPageDetail>(`/staff/pages/${page}`));
}

export const readVersion = (page: string, number: number) =>
  get<PublishedPage>(`/staff/pages/${page}/versions/${number}`);

export const readPreview = (page: { title: string; blocks: Block[] }) =>
  post<ShownPage>("/staff/pages/preview", page);

export function useSavePage(onDone: (saved: PageDraft) => void, onRefused: Refused) {
  return useCommand({
    send: (json: SavePageRequest) => put<PageDraft>("/staff/pages", json),
    done: "草稿已保存，买家还看不到",
    touched,
    onDone,
    onRefused,
  });
}

export function usePublishPage(page: string, onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: PublishPage) => post<StaffPage>(`/staff/pages/${page}/publication`, json),
    done: ({ scheduled_at }) => scheduled_at ? "已定时，到时自动换上" : "已发布，买家现在就能看到",
    touched,
    onDone,
    onRefused,
  });
}

export function useCancelVersion(page: string, number: number, onDone: () => void) {
  return useCommand({
    send: (json: Decide) =>
      post<StaffPage>(`/staff/pages/${page}/versions/${number}/cancellation`, json),
    done: "定时发布已取消",
    touched,
    onDone,
  });
}

export function useSetPageStatus(page: string, onDone: () => void) {
  return useCommand({
    send: (json: SetPageStatus) => put<StaffPage>(`/staff/pages/${page}/status`, json),
    done: ({ status }) => status === "archived" ? "页面已收起" : "页面已恢复",
    touched,
    onDone,
  });
}
