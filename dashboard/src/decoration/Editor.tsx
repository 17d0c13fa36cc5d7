import { App, Button, Form, Input } from "antd";
import { useRef, useState } from "react";
import { page_title_most } from "@/contracts/page_bounds.ts";
import type { PageDraft, StaffPageDetail } from "@/contracts/staff/pages.ts";
import { fieldProblems } from "../lib/field_problems.ts";
import type { Problem } from "../lib/problem.ts";
import { KeptNote } from "../product/KeptNote.tsx";
import { PhonePreview } from "../ui/PhonePreview.tsx";
import { BlockFields } from "./BlockFields.tsx";
import { BlockList } from "./BlockList.tsx";
import { copyOf, kindsOf } from "./blocks.ts";
import { type Content, isSame } from "./merge.ts";
import { MergeDialog } from "./MergeDialog.tsx";
import { type Named, NamesContext } from "./names.tsx";
import { Preview } from "./Preview.tsx";
import { notesOf, problemsBelow, problemsOf } from "./problems.ts";
import { Publish } from "./Publish.tsx";
import { useSavePage } from "./queries.ts";
import { Templates } from "./Templates.tsx";
import { type Saved, usePageDraft } from "./use_page_draft.ts";
import { Versions } from "./Versions.tsx";
import { kind_words } from "./words.ts";

interface Props {
  /** Where what is typed is kept. */
  place: string;
  /** The page as it was read last; a new topic has none. */
  detail?: StaffPageDetail;
  onSaved?(page: PageDraft): void;
}

/** What the preview leaves out. */
const preview_words = {
  home: "",
  topic: "",
  recruit: "下面接着佣金比例、申请条件和表单，由商城如实显示，不用自己写",
};

const blank: Saved = { version: null, title: "", blocks: [] };

/** A page put together from blocks, with the phone beside it. */
export function Editor({ place, detail, onSaved }: Props) {
  const { message } = App.useApp();
  const saved: Saved = detail ?? blank;
  const kind = detail?.kind ?? "topic";
  const draft = usePageDraft(place, saved);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [open, setOpen] = useState<"publish" | "versions" | "preview" | null>(null);
  const [theirs, setTheirs] = useState<PageDraft | null>(null);
  const [learnt, setLearnt] = useState<Record<string, Named>>({});
  const sent = useRef({ title: draft.title, rows: draft.rows });
  const save = useSavePage((page) => {
    draft.sent(page, sent.current);
    setProblems({});
    onSaved?.(page);
  }, refused);

  function refused(problem: Problem): boolean {
    if (problem.code === "PAGE_CHANGED") {
      const changed = problem.details as unknown as PageDraft;
      setOpen(null);
      setLearnt((old) => ({ ...namesOf(detail), ...namesOf(changed), ...old }));
      setTheirs(changed);
      return true;
    }
    const found = fieldProblems(problem);
    if (found.length === 0) return false;
    setOpen(null);
    setProblems(problemsOf(found));
    const at = Number(/blocks\.(\d+)/.exec(found[0]!.field)?.[1]);
    if (draft.rows[at]) setChosen(draft.rows[at].key);
    void message.error("有几处需要修改，已经标出来了");
    return true;
  }

  function submit() {
    const { base: { version }, title, rows } = draft;
    if (title.trim() === "") return setProblems({ title: "请填写页面名称" });
    sent.current = { title, rows };
    save.run({
      page: {
        ...(detail && version ? { id: detail.id, version } : {}),
        title: title.trim(),
        blocks: rows.map(({ block }) => block),
      },
      reason: detail ? "修改页面" : "新建专题页",
    });
  }

  /** Continues on the version that the other editor saved. Without own changes left there is nothing to save. */
  function goOn({ title, blocks }: Content) {
    if (!theirs) return;
    const isTheirs = isSame([title, blocks], [theirs.title, theirs.blocks]);
    if (isTheirs) draft.forget(theirs);
    else draft.take({ title, blocks }, theirs);
    setProblems({});
    setTheirs(null);
  }

  const at = draft.rows.findIndex(({ key }) => key === chosen);
  const row = draft.rows[at];
  const blocks = draft.rows.map(({ block }) => block);
  const known = { ...namesOf(detail), ...learnt };
  const learn = (id: string, named: Named) => setLearnt((old) => ({ ...old, [id]: named }));
  return (
    <NamesContext value={{ known, learn }}>
      {draft.restored_at && (
        <KeptNote
          at={draft.restored_at}
          onForget={() => draft.forget(saved)}
        />
      )}
      <div className="decoration">
        <div className="decoration-side">
          <section className="panel">
            <Form.Item
              label="页面名称"
              htmlFor="page-title"
              layout="vertical"
              validateStatus={problems.title ? "error" : ""}
              help={problems.title}
            >
              <Input
                id="page-title"
                value={draft.title}
                maxLength={page_title_most}
                showCount
                onChange={({ target }) => draft.change({ title: target.value })}
              />
            </Form.Item>
            <Templates
              kind={kind}
              onTake={(blocks) => draft.change({ rows: blocks.map(copyOf) })}
              isEmpty={draft.rows.length === 0}
            />
          </section>
          <BlockList
            rows={draft.rows}
            kinds={kindsOf(kind)}
            problem={problems.blocks}
            chosen={chosen}
            notes={notesOf(problems, draft.isTyped ? [] : detail?.gone ?? [])}
            onChoose={setChosen}
            onChange={(rows) => draft.change({ rows })}
          />
        </div>
        <section className="panel decoration-form" aria-label="设置模块">
          <div className="panel-head">
            <h2>{row ? kind_words[row.block.kind] : "设置"}</h2>
          </div>
          {row
            ? (
              <BlockFields
                key={row.key}
                block={row.block}
                problems={problemsBelow(problems, at)}
                onChange={(how) =>
                  draft.change(({ rows }) => ({
                    rows: rows.map((one) =>
                      one.key === row.key ? { ...one, block: how(one.block) } : one
                    ),
                  }))}
              />
            )
            : <p className="aux">在左边选一个模块，或添加一个，就能在这里设置它。</p>}
        </section>
        <Preview title={draft.title} blocks={blocks} about={preview_words[kind]} />
      </div>
      <div className="editor-end">
        {detail && <Button onClick={() => setOpen("versions")}>历史</Button>}
        {detail && (
          <Button
            disabled={draft.isTyped}
            title={draft.isTyped ? "先保存草稿" : ""}
            onClick={() => setOpen("preview")}
          >
            手机预览
          </Button>
        )}
        <Button
          type={draft.isTyped ? "primary" : "default"}
          disabled={!draft.isTyped}
          loading={save.isBusy}
          onClick={submit}
        >
          保存草稿
        </Button>
        {detail && (
          <Button
            type={draft.isTyped ? "default" : "primary"}
            disabled={draft.isTyped || detail.status === "archived"}
            title={draft.isTyped ? "先保存草稿" : ""}
            onClick={() => setOpen("publish")}
          >
            发布
          </Button>
        )}
      </div>
      {detail && open === "publish" && (
        <Publish
          page={{ ...detail, version: draft.base.version ?? detail.version }}
          onRefused={refused}
          onClose={() => setOpen(null)}
        />
      )}
      {detail && open === "preview" && (
        <PhonePreview
          of={{
            view: ["page", detail.id],
            path: `/staff/pages/${detail.id}`,
            pictures: "page-previews",
          }}
          about="没发布也能看，买家看不到"
          onClose={() => setOpen(null)}
        />
      )}
      {detail && open === "versions" && (
        <Versions
          page={detail}
          isTyped={draft.isTyped}
          onTake={(page) => {
            draft.take(page);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {theirs && (
        <MergeDialog
          base={draft.base}
          mine={draft.isTyped ? { title: draft.title, blocks } : null}
          theirs={theirs}
          onMerge={goOn}
          onClose={() => setTheirs(null)}
        />
      )}
    </NamesContext>
  );
}

const namesOf = (page?: PageDraft): Record<string, Named> =>
  Object.fromEntries(page?.products.map((product) => [product.id, product]) ?? []);
