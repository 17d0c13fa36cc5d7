import { Alert, Modal, Radio, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { formatMoment } from "../lib/moments.ts";
import { useReturnFocus } from "../ui/return_focus.ts";
import type { Draft } from "./draft.ts";
import { type Difference, differences, merged } from "./merge.ts";

/** A product as it stands now, and who has made it so. */
export interface Meanwhile {
  theirs: Draft;
  by: string | null;
  at: string;
}

interface Props {
  base: Draft;
  mine: Draft;
  meanwhile: Meanwhile;
  /** What has come of both, to be looked at and saved. */
  onMerge(draft: Draft): void;
  onClose(): void;
}

/** Two have changed one product: what the other one did, beside one's own, to be chosen item by item. */
export function MergeDialog(
  { base, mine, meanwhile: { theirs, by, at }, onMerge, onClose }: Props,
) {
  const found = differences(base, mine, theirs);
  const [taken, setTaken] = useState(
    () => new Set(found.filter(({ isConflict }) => !isConflict).map(({ key }) => key)),
  );
  useReturnFocus();

  const choose = (key: string, theirs: boolean) =>
    setTaken((old) => new Set(theirs ? [...old, key] : [...old].filter((one) => one !== key)));

  const columns: TableColumnsType<Difference> = [
    { title: "项目", dataIndex: "label", width: 160 },
    { title: "原来", dataIndex: "before", render: clamped },
    { title: "对方改成", dataIndex: "theirs", render: clamped },
    { title: "你的", dataIndex: "mine", render: clamped },
    {
      title: "保留",
      width: 150,
      render: (_, { key, label }) => (
        <Radio.Group
          size="small"
          aria-label={`${label} 保留谁的`}
          value={taken.has(key)}
          onChange={({ target }) => choose(key, target.value)}
          options={[{ value: true, label: "对方" }, { value: false, label: "我的" }]}
        />
      ),
    },
  ];
  return (
    <Modal
      open
      centered
      width={880}
      title="这个商品刚刚被改过"
      okText="合并，回到编辑"
      cancelText="再看看"
      className="form-dialog"
      onOk={() => onMerge(merged(mine, theirs, taken))}
      onCancel={onClose}
    >
      <Alert
        type="warning"
        showIcon
        className="merge-note"
        title={`${by ?? "有人"}在${formatMoment(at)}保存了这个商品，你的修改还没有保存`}
        description="只有对方改过的，默认用对方的；两个人都改过的，默认用你的。合并后检查一遍，再点保存。"
      />
      {found.length === 0 ? <p>对方改的和你填的一样，直接合并就可以。</p> : (
        <Table
          size="small"
          rowKey="key"
          columns={columns}
          dataSource={found}
          pagination={false}
          scroll={{ x: 720, y: 360 }}
        />
      )}
    </Modal>
  );
}

const clamped = (words: string) => <span className="merge-words" title={words}>{words}</span>;
