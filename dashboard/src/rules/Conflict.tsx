import { Alert, Button, Modal } from "antd";
import type { RuleDraft, RuleSetForm } from "@/contracts/staff/rules.ts";
import { formatMoment } from "../lib/moments.ts";
import { useReturnFocus } from "../ui/return_focus.ts";
import { Changes } from "./Changes.tsx";
import { changesOf, type Names } from "./changes.ts";
import { merged } from "./merge.ts";
import { formOf } from "./set.ts";
import type { Saved } from "./use_rule_draft.ts";

interface Props {
  base: Saved;
  mine: RuleSetForm;
  /** The draft as it stands; null: it was published or given up. */
  theirs: RuleDraft | null;
  /** What is in force: what a draft that is gone would have been on top of. */
  current: RuleSetForm;
  names: Names;
  /** Goes on with a form on top of what stands now. */
  onTake(form: RuleSetForm, base: Saved): void;
  /** Drops what was typed. */
  onForget(saved: Saved): void;
  onClose(): void;
}

/** Two have changed the draft: what the other one did, and what is to become of one's own. */
export function Conflict(
  { base, mine, theirs, current, names, onTake, onForget, onClose }: Props,
) {
  useReturnFocus();
  const now: Saved = theirs
    ? { revision: theirs.revision, form: formOf(theirs) }
    : { revision: null, form: formOf(current) };
  const { form, conflicts } = merged(base.form, mine, now.form, names);
  return (
    <Modal
      open
      centered
      width={880}
      title={theirs ? "草稿刚刚被改过" : "草稿已经发布或放弃了"}
      className="form-dialog"
      onCancel={onClose}
      footer={[
        <Button key="look" onClick={onClose}>再看看</Button>,
        <Button key="theirs" danger onClick={() => onForget(now)}>
          {theirs ? "用对方的，不要我的" : "不要我的了"}
        </Button>,
        <Button key="both" type="primary" onClick={() => onTake(form, now)}>
          合并，回到编辑
        </Button>,
      ]}
    >
      {theirs && (
        <Alert
          type="warning"
          showIcon
          className="editor-note"
          title={`${theirs.by ?? "有人"}在${
            formatMoment(theirs.saved_at)
          }保存了草稿，你的修改还没有保存`}
          description={conflicts.length === 0
            ? "你们改的不是同一处，合并后两边都在。"
            : `两个人都改了：${conflicts.join("、")}。合并后这些以你的为准。`}
        />
      )}
      <h3>{theirs ? "对方改的" : "现在的规则和你开始时不同的"}</h3>
      <Changes changes={changesOf(base.form, now.form, names)} />
      <h3>你改的</h3>
      <Changes changes={changesOf(base.form, mine, names)} />
    </Modal>
  );
}
