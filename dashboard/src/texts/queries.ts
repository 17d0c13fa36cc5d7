import type { SaveText, ShopText, TextKind, TextVersions } from "@/contracts/texts.ts";
import { get, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";

export function useTexts() {
  return useOne(["texts"], () => get<TextVersions>("/staff/texts"));
}

export function useSaveText(kind: TextKind, onDone: () => void) {
  return useCommand({
    send: (json: SaveText) => put<ShopText>(`/staff/texts/${kind}`, json),
    done: "新的一版已保存",
    touched: ["texts", "setting-changes", "audit"],
    onDone,
  });
}
