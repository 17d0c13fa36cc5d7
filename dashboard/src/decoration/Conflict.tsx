import { Button, Modal } from "antd";
import type { PageDraft } from "@/contracts/staff/pages.ts";
import { formatMoment } from "../lib/moments.ts";
import { useReturnFocus } from "../ui/return_focus.ts";
import { kind_words, summaryOf } from "./words.ts";

interface Props {
  theirs: PageDraft;
  onTakeTheirs(): void;
  onKeepMine(): void;
  onClose(): void;
}

/** Somebody else has saved the page meanwhile: what it holds now, and whose goes on. Nothing is overwritten unseen. */
export function Conflict({ theirs, onTakeTheirs, onKeepMine, onClose }: Props) {
  useReturnFocus();
  const decide = (act: () => void) => () => {
    act();
    onClose();
  };
  return (
    <Modal
      open
      centered
      title="这个页面刚刚被改过"
      onCancel={onClose}
      footer={[
        <Button key="later" onClick={onClose}>再看看</Button>,
        <Button key="theirs" onClick={decide(onTakeTheirs)}>用对方的</Button>,
        <Button key="mine" type="primary" onClick={decide(onKeepMine)}>保留我的，回到编辑</Button>,
      ]}
    >
      <p>
        {theirs.by ?? "有人"}在 {formatMoment(theirs.updated_at)} 保存了“{theirs.title}”，现在是：
      </p>
      <ol className="conflict-blocks">
        {theirs.blocks.map((block, n) => (
          <li key={n}>
            {kind_words[block.kind]} <span className="aux">{summaryOf(block)}</span>
          </li>
        ))}
      </ol>
      <p className="aux">
        你的修改还没有保存。保留你的，检查一遍再点保存，就会换掉对方的草稿；不影响买家看到的。
      </p>
    </Modal>
  );
}
