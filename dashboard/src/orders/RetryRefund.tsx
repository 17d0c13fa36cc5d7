import { Button } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { Refund, StaffOrder } from "@/contracts/staff.ts";
import { useMay } from "../lib/session.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useRetryRefund } from "./queries.ts";

/** A refund that WeChat did not make is sent again under a new number. */
export function RetryRefund({ refund, order }: { refund: Refund; order: StaffOrder }) {
  const [isOpen, setOpen] = useState(false);
  const retry = useRetryRefund(refund.id, () => setOpen(false));
  if (!useMay("refund")) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>再次退款</Button>
      {isOpen && (
        <Decision
          title="再次退款"
          consequences={[
            `以新的退款单号向微信支付退回 ${formatFen(refund.amount_fen)}，订单 ${order.number}。`,
            "上一次没有退成，买家不会收到两次。",
          ]}
          okText="再次退款"
          command={retry}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
