import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCopying } from "../ui/copying.ts";

/** Something that has to be entered at WeChat as it stands here. */
export function Address({ label, text }: { label: string; text: string }) {
  const { ref, isCopied, copy } = useCopying<HTMLElement>(text);
  return (
    <div className="setting">
      <dt>{label}</dt>
      <dd className="step-key">
        <code ref={ref} className="step-address">{text}</code>
        <Button
          type="link"
          icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
          aria-label={isCopied ? `${label}已复制` : `复制${label}`}
          onClick={copy}
        >
          {isCopied ? "已复制" : "复制"}
        </Button>
      </dd>
    </div>
  );
}
