import { Alert, App, Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { ProductChanged, StaffProductDetail } from "@/contracts/staff/catalog.ts";
import { fieldProblems } from "../lib/field_problems.ts";
import type { Problem } from "../lib/problem.ts";
import { BasicFields } from "./BasicFields.tsx";
import { DetailFields } from "./DetailFields.tsx";
import { type Draft, draftOf } from "./draft.ts";
import { placed, type Problems, sentOf } from "./form.ts";
import { KeptNote } from "./KeptNote.tsx";
import { type Meanwhile, MergeDialog } from "./MergeDialog.tsx";
import { ParameterFields } from "./ParameterFields.tsx";
import { useSaveProduct } from "./queries.ts";
import { SaveBar } from "./SaveBar.tsx";
import { SellingFields } from "./SellingFields.tsx";
import { SkuGrid } from "./SkuGrid.tsx";
import { SpecFields } from "./SpecFields.tsx";
import { useDraft } from "./use_draft.ts";
import { useVideoUpload } from "./video_upload.ts";

/** What each part of the editor gets. */
export interface Part {
  draft: Draft;
  change(some: Partial<Draft>): void;
  problems: Problems;
}

interface Props {
  /** Where the draft is kept. */
  place: string;
  /** The product as it was read last; a new one has none. */
  detail?: StaffProductDetail;
  /** What is edited when nothing was kept: the product, a copy of another, or nothing. */
  start: Draft;
}

/** A product, new or changed. What is typed is kept until it has been saved; nothing of another one is overwritten. */
export function Editor({ place, detail, start }: Props) {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { draft, base, restored_at, change, replace, forget } = useDraft(place, start);
  const [problems, setProblems] = useState<Problems>({});
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const [reason, setReason] = useState("");
  const video = useVideoUpload();
  const [rows, setRows] = useState<string[]>([]);
  const save = useSaveProduct(({ id, version }) => {
    forget(version);
    setReason("");
    if (!draft.id) void navigate(`/goods/${id}`, { replace: true });
  }, refused);

  function refused(problem: Problem): boolean {
    if (problem.code === "PRODUCT_CHANGED") {
      const { product, by, changed_at } = problem.details as unknown as ProductChanged;
      setMeanwhile({ theirs: draftOf(product), by, at: changed_at });
      return true;
    }
    const known = placed(fieldProblems(problem), rows);
    if (known) show(known);
    return known !== null;
  }

  function show(found: Problems) {
    setProblems(found);
    void message.error("有几处需要修改，已经标出来了");
    setTimeout(() =>
      document.querySelector(".wrong, .ant-form-item-explain-error")
        ?.scrollIntoView({ block: "center" })
    );
  }

  function submit() {
    const sent = sentOf(draft);
    if (Object.keys(sent.problems).length > 0) return show(sent.problems);
    setProblems({});
    video.refuse(undefined);
    setRows(sent.rows);
    save.run({
      product: sent.product,
      reason: reason.trim() || (draft.id ? "编辑商品" : "新建商品"),
    });
  }

  /** Once something was wrong, it is looked at again with every change. */
  function edit(some: Partial<Draft>) {
    change(some);
    if (Object.keys(problems).length > 0) setProblems(sentOf({ ...draft, ...some }).problems);
  }

  const part = { draft, change: edit, problems };
  const is_behind = detail !== undefined && detail.product.version > (draft.version ?? 0);
  return (
    <>
      {restored_at && <KeptNote at={restored_at} onForget={() => replace(start, null)} />}
      {is_behind && (
        <Alert
          type="warning"
          showIcon
          className="editor-note"
          title="这个商品刚刚被改过，现在看到的是你没有保存的内容"
          action={
            <Button
              size="small"
              onClick={() =>
                setMeanwhile({
                  theirs: draftOf(detail.product),
                  by: null,
                  at: detail.updated_at,
                })}
            >
              查看并合并
            </Button>
          }
        />
      )}
      <BasicFields {...part} video={video} />
      <SpecFields {...part} />
      <SkuGrid {...part} stock={stockOf(detail)} />
      <SellingFields {...part} />
      <ParameterFields {...part} />
      <DetailFields {...part} />
      <SaveBar
        reason={reason}
        onReason={setReason}
        isUploading={video.isBusy}
        isBusy={save.isBusy}
        onSave={submit}
      />
      {meanwhile && (
        <MergeDialog
          base={base ?? start}
          mine={draft}
          meanwhile={meanwhile}
          onClose={() => setMeanwhile(null)}
          onMerge={(merged) => {
            replace(merged, meanwhile.theirs);
            setMeanwhile(null);
          }}
        />
      )}
    </>
  );
}

function stockOf(detail: StaffProductDetail | undefined): Record<string, number> {
  return Object.fromEntries(detail?.skus.map(({ id, available }) => [id, available]) ?? []);
}
