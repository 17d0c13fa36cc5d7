import { Button, Input } from "antd";

interface Props {
  reason: string;
  onReason(reason: string): void;
  /** A video is on its way: what is saved now would be without it. */
  isUploading: boolean;
  isBusy: boolean;
  onSave(): void;
}

/** The end of the editor: why it is changed, and the button that saves it. */
export function SaveBar({ reason, onReason, isUploading, isBusy, onSave }: Props) {
  return (
    <div className="editor-end">
      <Input
        aria-label="改动说明"
        className="editor-reason"
        maxLength={200}
        placeholder="改动说明，可以不填，会记入操作记录"
        value={reason}
        onChange={({ target }) => onReason(target.value)}
      />
      {isUploading && <span className="aux">视频还在上传</span>}
      <Button type="primary" disabled={isUploading} loading={isBusy} onClick={onSave}>
        保存商品
      </Button>
    </div>
  );
}
