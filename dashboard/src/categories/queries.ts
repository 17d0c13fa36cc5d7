import type {
  OrderCategories,
  SaveCategoryRequest,
  StaffCategories,
} from "@/contracts/staff/categories.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["categories"];

export function useCategories() {
  return useOne(["categories"], () => get<StaffCategories>("/staff/categories"));
}

export function useSaveCategory(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveCategoryRequest) => put("/staff/categories", json),
    done: "分类已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useOrderCategories() {
  return useCommand({
    send: (json: OrderCategories) => put("/staff/categories/order", json),
    done: "顺序已保存",
    touched,
  });
}

export function useDeleteCategory(category: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post(`/staff/categories/${category}/deletion`, json),
    done: "分类已删除",
    touched,
    onDone,
  });
}
