import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";

/** The number of a request that failed: a click copies it. */
export function RequestId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(id);
    setCopied(true);
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
      {`编号 ${id}`}
    </Button>
  );
}
