import { Alert, Button, Input } from "antd";
import { useState } from "react";
import type { ArticleChanged, StaffArticleDetail } from "@/contracts/staff/training.ts";
import { fieldProblems } from "../lib/field_problems.ts";
import { keepTyped, readTyped } from "../lib/kept.ts";
import type { Problem } from "../lib/problem.ts";
import { ArticleFields } from "./ArticleFields.tsx";
import {
  blank,
  type Draft,
  draftOf,
  keptDraft,
  type Problems,
  problemsOf,
  sentOf,
} from "./draft.ts";
import { useSaveArticle } from "./queries.ts";

interface Props {
  /** Where what is typed is kept until it is saved. */
  place: string;
  /** The article as it was read last; a new one has none. */
  article?: StaffArticleDetail;
  onSaved?(saved: StaffArticleDetail): void;
}

/** An article as it is typed: kept with every change, saved on top of the version that was read. */
export function ArticleEditor({ place, article, onSaved }: Props) {
  const saved = article ? draftOf(article) : blank;
  const [typed, setTyped] = useState(() => keptDraft(readTyped(place)));
  const [problems, setProblems] = useState<Problems>({});
  const [theirs, setTheirs] = useState<StaffArticleDetail | null>(null);
  const [reason, setReason] = useState("");
  const draft = typed ?? saved;
  const save = useSaveArticle((done) => {
    take(null);
    setReason("");
    setTheirs(null);
    onSaved?.(done);
  }, refused);

  function take(next: Draft | null) {
    setTyped(next);
    keepTyped(place, next);
  }

  function change(some: Partial<Draft>) {
    const next = { ...draft, ...some };
    take(next);
    if (Object.keys(problems).length > 0) setProblems(problemsOf(next));
  }

  function refused(problem: Problem): boolean {
    if (problem.code === "ARTICLE_CHANGED") {
      setTheirs((problem.details as unknown as ArticleChanged).article);
      return true;
    }
    const found = fieldProblems(problem).map(({ field, message }) => [
      field.split(".")[1],
      message,
    ]);
    setProblems(Object.fromEntries(found));
    return found.length > 0;
  }

  function submit() {
    const found = problemsOf(draft);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const version = theirs?.version ?? draft.version;
    save.run({
      article: { ...sentOf(draft), ...(version === undefined ? {} : { version }) },
      reason: reason.trim() || (article ? "编辑文章" : "新建文章"),
    });
  }

  return (
    <>
      {theirs && (
        <Alert
          type="warning"
          showIcon
          className="editor-note"
          title="这篇文章刚刚被改过"
          description="再点保存，会用你写的覆盖它。"
          action={
            <Button
              size="small"
              onClick={() => {
                setTheirs(null);
                take(draftOf(theirs));
              }}
            >
              换成现在的
            </Button>
          }
        />
      )}
      <ArticleFields
        draft={draft}
        problems={problems}
        wasOut={(article?.edition ?? 0) > 0}
        change={change}
      />
      <div className="editor-end">
        {typed && <Button onClick={() => take(null)}>不要改动了</Button>}
        <Input
          aria-label="改动说明"
          className="editor-reason"
          maxLength={200}
          placeholder="改动说明，可以不填，会记入操作记录"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button type="primary" loading={save.isBusy} onClick={submit}>保存文章</Button>
      </div>
    </>
  );
}
