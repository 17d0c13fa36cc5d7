import assert from "node:assert/strict";
import { SaveArticle, type StaffArticleDetail } from "@/contracts/staff/training.ts";
import { blank, draftOf, keptDraft, problemsOf, sentOf } from "./draft.ts";

const article: StaffArticleDetail = {
  ...{ id: "0193a1b2-0000-7000-8000-000000000001", version: 2, edition: 1, status: "on" },
  ...{ title: "怎样介绍一款茶", summary: "三句话", cover_url: "https://example.com/a.webp" },
  ...{ published_at: "2026-04-01T00:00:00Z", updated_at: "2026-04-02T00:00:00Z", by: "林" },
  ...{ readers: 1, distributors: 3 },
  rich_text: [{ kind: "paragraph", runs: [{ text: "先喝，再说。" }] }],
};

Deno.test("an article that is opened and saved untouched is sent as it was read, on top of its version", () => {
  const { tell_again, ...sent } = SaveArticle.parse(sentOf(draftOf(article)));
  assert.equal(tell_again, false);
  for (const [name, value] of Object.entries(sent)) {
    assert.deepEqual(value, article[name as keyof StaffArticleDetail], name);
  }
});

Deno.test("nothing is published without a title and words; a draft may be empty", () => {
  assert.deepEqual(problemsOf({ ...blank, title: " ", status: "on" }), {
    title: "请填写标题",
    rich_text: "请先写正文再发布",
  });
  assert.deepEqual(problemsOf({ ...blank, title: "草稿" }), {});
});

Deno.test("what was kept is taken up again, and nothing else is", () => {
  const typed = { ...blank, title: "写了一半" };
  assert.deepEqual(keptDraft(JSON.parse(JSON.stringify(typed))), typed);
  for (const other of [null, "x", 7, {}, { title: 1, rich_text: [] }]) {
    assert.equal(keptDraft(other), null);
  }
});
