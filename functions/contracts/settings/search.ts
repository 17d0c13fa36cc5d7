import type { Settings } from "./setting.ts";

const most_words = 10;
const most_letters = 20;

/** What is wrong with hot words, as private.own_hot_words takes them apart; undefined where nothing is. */
function wrongHotWords(text: string): string | undefined {
  const words = text.split(/[、，,]/).map((one) => one.replace(/^ +| +$/g, "")).filter(Boolean);
  if (words.length > most_words) return `最多 ${most_words} 个词，现在有 ${words.length} 个`;
  const long = words.find((one) => [...one].length > most_letters);
  return long && `“${long}”太长了，每个词最多 ${most_letters} 个字`;
}

export const search_settings = {
  hot_words: {
    label: "热门搜索",
    about: "搜索页推荐的词；用顿号或逗号隔开，按写的顺序显示，最多 10 个，每个最多 20 个字。",
    effect: "soon",
    writes: "catalog",
    kind: "text",
    max_length: 300,
    empty: "会员搜得最多的词",
    wrong: wrongHotWords,
  },
} as const satisfies Settings;
