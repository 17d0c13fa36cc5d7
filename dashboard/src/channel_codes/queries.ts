import type { z } from "zod";
import type {
  ChannelCode,
  ChannelCodeQuery,
  ChannelCodes,
  SavingChannelCode,
  SetChannelCodeStatus,
} from "@/contracts/staff/channel_codes.ts";
import { get, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["channel-codes", "audit"];

export function useChannelCodes(filter: Partial<ChannelCodeQuery>) {
  return useList(
    ["channel-codes", filter],
    (after) => get<ChannelCodes>("/staff/channel-codes", { ...filter, after }),
  );
}

export function useSaveCode(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: z.infer<typeof SavingChannelCode>) =>
      put<ChannelCode>("/staff/channel-codes", json),
    done: "渠道码已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useSetCodeStatus(code: string, onDone: () => void) {
  return useCommand({
    send: (json: z.infer<typeof SetChannelCodeStatus>) =>
      put<ChannelCode>(`/staff/channel-codes/${code}/status`, json),
    done: "渠道码已更新",
    touched,
    onDone,
  });
}
