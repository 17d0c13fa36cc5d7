import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef, useState } from "react";

/** The number of a request that failed: a click copies it, or marks it where copying is not allowed. */
export function RequestId({ id }: { id: string }) {
  const text = useRef<HTMLSpanElement>(null);
  const [isCopied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(id);
      setCopied(true);
    } catch {
      getSelection()?.selectAllChildren(text.current!);
    }
  }

  return (
    <Button
      type="text"
      size="small"
      className="request-id"
      icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
      onClick={() => void copy()}
      aria-label={isCopied ? "编号已复制" : `复制编号 ${id}`}
    >
      <span>
        编号 <span ref={text}>{id}</span>
      </span>
    </Button>
  );
}
