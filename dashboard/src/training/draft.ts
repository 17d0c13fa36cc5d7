import type { RichText } from "@/contracts/rich_text.ts";
import type { ShownState } from "@/contracts/staff/materials.ts";
import type { SaveArticle, StaffArticleDetail } from "@/contracts/staff/training.ts";

/** An article as it is typed, on top of the version that was read. */
export interface Draft {
  id?: string;
  version?: number;
  title: string;
  summary: string;
  cover_url: string | null;
  rich_text: RichText;
  status: ShownState;
  tell_again: boolean;
}

export const blank: Draft = {
  title: "",
  summary: "",
  cover_url: null,
  rich_text: [],
  status: "draft",
  tell_again: false,
};

export function draftOf(article: StaffArticleDetail): Draft {
  const { id, version, title, summary, cover_url, rich_text, status } = article;
  return { id, version, title, summary, cover_url, rich_text, status, tell_again: false };
}

export type Problems = Partial<Record<keyof Draft, string>>;

/** What has to be mended before it can be sent. */
export function problemsOf({ title, status, rich_text }: Draft): Problems {
  return {
    ...(title.trim() ? {} : { title: "请填写标题" }),
    ...(status === "on" && rich_text.length === 0 ? { rich_text: "请先写正文再发布" } : {}),
  };
}

export function sentOf(draft: Draft): SaveArticle {
  return { ...draft, title: draft.title.trim(), summary: draft.summary.trim() };
}

/** What was kept in the browser, if it is such a draft. */
export function keptDraft(kept: unknown): Draft | null {
  const draft = kept as Partial<Draft> | null;
  const whole = typeof draft?.title === "string" && Array.isArray(draft.rich_text);
  return whole ? { ...blank, ...draft } : null;
}
