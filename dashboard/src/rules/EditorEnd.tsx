import { Button } from "antd";
import { useState } from "react";
import type { RuleSets } from "@/contracts/staff/rules.ts";
import type { Problem } from "../lib/problem.ts";
import type { Change } from "./changes.ts";
import { Discard } from "./Discard.tsx";
import { PreviewDialog } from "./PreviewDialog.tsx";
import { Publish } from "./Publish.tsx";
import { useRulePreview } from "./use_preview.ts";
import type { Drafting } from "./use_rule_draft.ts";

interface Props {
  draft: Drafting;
  sets: RuleSets;
  changes: readonly Change[];
  isSaving: boolean;
  onSave(): void;
  /** The draft is gone: what is in force is shown again. */
  onForget(): void;
  refused(problem: Problem): boolean;
}

/** The buttons that end a draft: given up, saved, tried on real orders, put in force. */
export function EditorEnd(
  { draft, sets, changes, isSaving, onSave, onForget, refused }: Props,
) {
  const [open, setOpen] = useState<"publish" | "discard" | "preview" | null>(null);
  const previewing = useRulePreview();
  const close = () => setOpen(null);
  const onRefused = (problem: Problem) => {
    const isShown = refused(problem);
    if (isShown) close();
    return isShown;
  };
  const kept = sets.draft;
  // For a moment after saving what was read is older than what was saved.
  const isSaved = kept !== null && !draft.isTyped && kept.revision === draft.base.revision;
  const mayPublish = isSaved && kept.problems.length === 0;
  return (
    <div className="editor-end">
      {draft.isTyped && kept && (
        <Button onClick={() => draft.forget(draft.base)}>撤回没保存的</Button>
      )}
      {draft.isTyped && !kept && <Button onClick={onForget}>撤回修改</Button>}
      {kept && <Button onClick={() => setOpen("discard")}>放弃草稿</Button>}
      <Button
        type={draft.isTyped ? "primary" : "default"}
        disabled={!draft.isTyped}
        loading={isSaving}
        onClick={onSave}
      >
        保存草稿
      </Button>
      {kept && (
        <Button
          disabled={!isSaved}
          title={isSaved ? "" : "先保存草稿"}
          onClick={() => setOpen("preview")}
        >
          试算
        </Button>
      )}
      <Button
        type={mayPublish ? "primary" : "default"}
        disabled={!mayPublish}
        title={whyNot(draft.isTyped, kept)}
        onClick={() => setOpen("publish")}
      >
        发布
      </Button>
      {kept && open === "publish" && (
        <Publish
          draft={kept}
          changes={changes}
          preview={previewing.revision === kept.revision ? previewing.preview : null}
          onRefused={onRefused}
          onDone={onForget}
          onClose={close}
        />
      )}
      {kept && open === "preview" && (
        <PreviewDialog previewing={previewing} revision={kept.revision} onClose={close} />
      )}
      {kept && open === "discard" && (
        <Discard
          revision={draft.base.revision ?? kept.revision}
          onRefused={onRefused}
          onDone={onForget}
          onClose={close}
        />
      )}
    </div>
  );
}

function whyNot(isTyped: boolean, kept: RuleSets["draft"]): string {
  if (isTyped) return "先保存草稿";
  if (!kept) return "还没有草稿";
  return kept.problems.length > 0 ? "先改好上面的问题" : "";
}
