import type { MessageKind } from "@/contracts/messages.ts";
import type {
  MessageSetting,
  MessageSettings,
  SaveMessageTemplate,
  TryMessage,
} from "@/contracts/staff/messages.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["messages", "audit"];

/** No live message tells that WeChat has answered: while one waits for that it is looked at again. */
const LOOK_MS = 2000;

export function useMessageSettings() {
  return useOne(
    ["messages"],
    () => get<MessageSettings>("/staff/messages"),
    true,
    ({ items }) => items.some(({ fare }) => fare.waiting > 0) && LOOK_MS,
  );
}

export function useSaveTemplate(kind: MessageKind, onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveMessageTemplate) => put<MessageSetting>(`/staff/messages/${kind}`, json),
    done: "模板已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useTryMessage(kind: MessageKind, onDone: () => void) {
  return useCommand({
    send: (json: TryMessage) => post(`/staff/messages/${kind}/tries`, json),
    done: "已交给微信，几秒内会有结果",
    touched,
    onDone,
  });
}
