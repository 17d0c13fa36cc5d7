import { Alert, Button } from "antd";
import { formatMoment } from "../lib/moments.ts";

/** What stands here was typed before and not saved. */
export function KeptNote({ at, onForget }: { at: string; onForget: () => void }) {
  return (
    <Alert
      type="info"
      showIcon
      className="editor-note"
      title={`已恢复 ${formatMoment(at)} 没有保存的内容`}
      action={<Button size="small" onClick={onForget}>不要了</Button>}
    />
  );
}
