import type { ChannelCodePage, ChannelCodeStatus } from "@/contracts/staff/channel_codes.ts";
import type { Tone } from "../ui/tone.ts";

export const page_words: Record<ChannelCodePage, string> = {
  home: "首页",
  category: "分类",
  product: "商品",
};

export const code_words: Record<ChannelCodeStatus, { text: string; tone: Tone }> = {
  on: { text: "使用中", tone: "brand" },
  stopped: { text: "已停用", tone: "quiet" },
};
