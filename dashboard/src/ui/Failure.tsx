import { Button, Result, Typography } from "antd";
import type { Problem } from "../lib/problem.ts";

/** What happened, what to try, and the number to tell support. */
export function Failure({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <Result
      status="warning"
      title="没有加载出来"
      subTitle={
        <>
          <div>{problem.message}</div>
          {problem.requestId && (
            <Typography.Text type="secondary" copyable={{ text: problem.requestId }}>
              {`编号 ${problem.requestId}`}
            </Typography.Text>
          )}
        </>
      }
      extra={onRetry && <Button type="primary" onClick={onRetry}>再试一次</Button>}
    />
  );
}
