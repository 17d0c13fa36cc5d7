import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import type { PageDraft } from "@/contracts/staff/pages.ts";
import { formatMoment } from "../lib/moments.ts";
import { useReturnFocus } from "../ui/return_focus.ts";
import {
  type Choices,
  compare,
  type Content,
  isSame,
  merged,
  type Side,
  usualOf,
} from "./merge.ts";
import { Choice, ForkedBlock, Order, ToldRow } from "./MergeParts.tsx";
import "./merge.css";

interface Props {
  base: Content;
  /** Null: nothing is typed. */
  mine: Content | null;
  theirs: PageDraft;
  /** The merged page, for the editor to check and save. */
  onMerge(page: Content): void;
  onClose(): void;
}

/** Merges two edits of one page: lists the other editor's changes, and asks about each block that both changed. */
export function MergeDialog({ mine: typed, theirs, onMerge, onClose, ...start }: Props) {
  /** The page as it was when the dialog opened: an untouched draft follows each save at once. */
  const [base] = useState(start.base);
  const mine = typed ?? base;
  const three = { base, mine, theirs };
  const { told, forks, isTitleForked, isOrderForked } = compare(three);
  const [choices, setChoices] = useState<Choices>({});
  const isMine = !isSame(base, mine);
  useReturnFocus();

  const choiceOf = (key: string, name: string, usual: Side = "mine") => ({
    name,
    value: choices[key] ?? usual,
    onChange: (side: Side) => setChoices((old) => ({ ...old, [key]: side })),
  });
  const isForked = forks.length > 0 || isTitleForked || isOrderForked;
  return (
    <Modal
      open
      centered
      width={880}
      title="这个页面刚刚被改过"
      className="form-dialog"
      onCancel={onClose}
      footer={[
        <Button key="later" onClick={onClose}>再看看</Button>,
        isMine && <Button key="theirs" onClick={() => onMerge(theirs)}>不要我的，用对方的</Button>,
        <Button key="both" type="primary" onClick={() => onMerge(merged(three, choices))}>
          {isMine ? "合并，回到编辑" : "看现在的页面"}
        </Button>,
      ]}
    >
      <Alert
        type="warning"
        showIcon
        title={`${theirs.by ?? "有人"}在 ${formatMoment(theirs.updated_at)} 保存了这个页面${
          isMine ? "，你的修改还没有保存" : ""
        }`}
        description={isMine &&
          "只有一个人改过的模块，两边的都会留下；两个人都改过的，请选一个。合并后检查一遍，再保存草稿。"}
      />
      {isForked && (
        <section className="merge-part">
          <h3>两个人都改过，请选一个</h3>
          {isTitleForked && (
            <Choice
              {...choiceOf("title", "页面名称")}
              before={base.title}
              theirs={theirs.title}
              mine={mine.title}
            />
          )}
          {forks.map((fork) => (
            <ForkedBlock
              key={fork.id}
              fork={fork}
              choice={choiceOf(fork.id, "", usualOf(fork))}
            />
          ))}
          {isOrderForked && (
            <Choice
              {...choiceOf("order", "模块的顺序")}
              before={<Order blocks={base.blocks} />}
              theirs={<Order blocks={theirs.blocks} />}
              mine={<Order blocks={mine.blocks} />}
            />
          )}
        </section>
      )}
      {told.length > 0 && (
        <section className="merge-part">
          <h3>{isMine ? "只有对方改过，直接并进来" : "对方改了这些"}</h3>
          <ul className="merge-told">
            {told.map((one) => (
              <ToldRow key={`${one.what} ${"id" in one ? one.id : ""}`} told={one} />
            ))}
          </ul>
        </section>
      )}
      {!isForked && told.length === 0 && (
        <p className="merge-part">
          {isMine ? "对方改的和你的不冲突，直接合并就可以。" : "对方保存的内容和你看到的一样。"}
        </p>
      )}
    </Modal>
  );
}
