import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCopying } from "./copying.ts";

/** The number of a request that failed: a click copies it, or marks it where copying is not allowed. */
export function RequestId({ id }: { id: string }) {
  const { ref, isCopied, copy } = useCopying<HTMLSpanElement>(id);
  return (
    <Button
      type="text"
      size="small"
      className="request-id"
      icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
      onClick={copy}
      aria-label={isCopied ? "编号已复制" : `复制编号 ${id}`}
    >
      <span>
        编号 <span ref={ref}>{id}</span>
      </span>
    </Button>
  );
}
