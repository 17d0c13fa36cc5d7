import type { Settings } from "./setting.ts";

export const search_settings = {
  hot_words: {
    label: "热门搜索",
    about:
      "搜索页推荐的词，一分钟左右换上；用顿号或逗号隔开，按写的顺序显示，最多 10 个，每个最多 20 个字。",
    effect: "at_once",
    writes: "catalog",
    kind: "text",
    max_length: 200,
    empty: "会员搜得最多的词",
  },
} as const satisfies Settings;
