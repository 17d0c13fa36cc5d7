import { Spin } from "antd";

/** A whole page on its way. */
export function Loading() {
  return (
    <div className="loading">
      <Spin size="large" aria-label="正在加载" />
    </div>
  );
}
