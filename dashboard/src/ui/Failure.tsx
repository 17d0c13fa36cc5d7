import { WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { Problem } from "../lib/problem.ts";
import { RequestId } from "./RequestId.tsx";
import "./failure.css";

/** What happened, what to try, and the number to tell support. */
export function Failure({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <div className="failure" role="alert">
      <WarningOutlined className="failure-sign" />
      <div className="failure-title">没有加载出来</div>
      <div>{problem.message}</div>
      {problem.requestId && <RequestId id={problem.requestId} />}
      {onRetry && <Button type="primary" onClick={onRetry}>再试一次</Button>}
    </div>
  );
}
