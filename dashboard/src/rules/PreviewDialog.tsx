import { Button, Modal, Progress, Radio } from "antd";
import { useState } from "react";
import type { BeginRulePreview } from "@/contracts/staff/rule_preview.ts";
import { Failure } from "../ui/Failure.tsx";
import { useReturnFocus } from "../ui/return_focus.ts";
import { PreviewResult } from "./PreviewResult.tsx";
import type { Previewing } from "./use_preview.ts";

interface Props {
  previewing: Previewing;
  revision: number;
  onClose(): void;
}

/** What the draft would have cost on real orders: begun here, followed while it runs, read when it is done. */
export function PreviewDialog({ previewing, revision, onClose }: Props) {
  const [days, setDays] = useState<BeginRulePreview["days"]>(30);
  useReturnFocus();
  const isOld = previewing.revision !== revision;
  const { preview, problem, isRunning, begin } = previewing;
  return (
    <Modal
      open
      centered
      width={960}
      title="试算草稿"
      className="form-dialog"
      footer={null}
      onCancel={onClose}
    >
      <p className="aux">
        用最近付过款的订单，照当时的推广员、等级和退款重算一遍；分时段的规则和加佣当作正好赶上。什么都不会改。
      </p>
      <div className="rules-begin">
        <Radio.Group
          aria-label="最近多少天"
          value={days}
          disabled={isRunning}
          onChange={({ target }) => setDays(target.value)}
          options={[{ value: 30, label: "最近 30 天" }, { value: 90, label: "最近 90 天" }]}
        />
        <Button
          type={preview && !isOld ? "default" : "primary"}
          loading={isRunning}
          onClick={() => void begin({ revision, days })}
        >
          {preview && !isOld ? "再算一次" : "开始试算"}
        </Button>
      </div>
      {!isOld && problem && (
        <Failure
          problem={problem}
          onRetry={() => void begin({ revision, days })}
        />
      )}
      {!isOld && isRunning && preview && (
        <div role="status">
          <Progress percent={percentOf(preview)} />
          <span className="aux figures">
            已算 {preview.done_orders} / {preview.orders} 单
          </span>
        </div>
      )}
      {!isOld && preview?.is_done && <PreviewResult preview={preview} />}
    </Modal>
  );
}

const percentOf = ({ orders, done_orders }: { orders: number; done_orders: number }) =>
  orders === 0 ? 0 : Math.floor(done_orders / orders * 100);
