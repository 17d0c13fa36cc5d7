import { Button } from "antd";
import { useState } from "react";
import type { WorkItem } from "@/contracts/staff.ts";
import { useMay } from "../lib/session.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useRetryWork } from "./queries.ts";
import { work_words } from "./words.ts";

/** The permission that each kind asks for; the same as `api.retry_outbox_failure`. */
const needs: Record<WorkItem["kind"], string> = {
  refund: "refund",
  shipping: "ship",
  close_payment: "order",
  transfer: "payout",
  transfer_cancel: "payout",
};

/** Sends what WeChat would not take once more. */
export function RetryWork({ item }: { item: WorkItem }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const retry = useRetryWork(item.id, close);
  if (!useMay(needs[item.kind])) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>重试</Button>
      {isOpen && (
        <Decision
          title={`重试：${work_words[item.kind]}`}
          consequences={["用同一个单号和内容再发给微信一次，不会重复转账或退款。"]}
          okText="重试"
          command={retry}
          onClose={close}
        />
      )}
    </>
  );
}
