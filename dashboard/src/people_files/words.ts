import type { ImportedState, ImportOutcome } from "@/contracts/staff/imports.ts";
import type { Tone } from "../ui/tone.ts";
import { type Field, headings } from "./columns.ts";

type Said<K extends string> = Record<K, { text: string; tone: Tone }>;

/** What importing would do with a row. */
export const coming_words: Said<ImportOutcome> = {
  taken: { text: "马上生效", tone: "brand" },
  waiting: { text: "等他来", tone: "info" },
  unchanged: { text: "不用改", tone: "quiet" },
  refused: { text: "不能导入", tone: "bad" },
};

/** What importing did with a row. */
export const done_words: Said<ImportOutcome> = {
  ...coming_words,
  taken: { text: "已生效", tone: "brand" },
  refused: { text: "没有导入", tone: "bad" },
};

/** How a person of a file stands. */
export const state_words: Said<ImportedState> = {
  waiting: { text: "等待", tone: "info" },
  taken: { text: "已生效", tone: "brand" },
  missed: { text: "没有生效", tone: "warn" },
  withdrawn: { text: "已撤回", tone: "quiet" },
  expired: { text: "已过期", tone: "quiet" },
};

export const headingOf = (field: string | null | undefined) =>
  field && field in headings ? headings[field as Field] : null;

export const count = (n: number) => n.toLocaleString("zh-CN");

/** Where a personal link leads in the mini program. */
export const pathOf = (token: string) => `packages/distribution/personal/personal?s=${token}`;
