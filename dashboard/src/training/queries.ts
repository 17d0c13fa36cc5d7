import type { MoveShown } from "@/contracts/staff/materials.ts";
import type {
  SaveArticleRequest,
  StaffArticleDetail,
  StaffArticlePage,
} from "@/contracts/staff/training.ts";
import { get, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["articles", "article", "audit"];

export function useArticles(status: string | undefined) {
  return useList(
    ["articles", status],
    (after) => get<StaffArticlePage>("/staff/articles", { status, after }),
  );
}

export function useArticle(id: string) {
  return useOne(["article", id], () => get<StaffArticleDetail>(`/staff/articles/${id}`));
}

export function useSaveArticle(onDone: (saved: StaffArticleDetail) => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveArticleRequest) => put<StaffArticleDetail>("/staff/articles", json),
    done: ({ status }) => status === "on" ? "文章已保存，推广员看得到" : "文章已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useMoveArticle(article: string) {
  return useCommand({
    send: (json: MoveShown) => put(`/staff/articles/${article}/place`, json),
    done: "顺序已保存",
    touched,
  });
}
