import { Button, Typography } from "antd";
import { useState } from "react";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { order_states } from "@/contracts/states.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { MendForm } from "./MendForm.tsx";

/** The parcels that left, and what lies in each; a wrong waybill can be put right until the goods are received. */
export function OrderParcels({ order }: { order: StaffOrder }) {
  const [isMending, setMending] = useState(false);
  const mayMend = useMay("ship") && order_states.mendable.includes(order.status);
  if (order.shipments.length === 0) {
    return <Typography.Text type="secondary">还没有发出包裹</Typography.Text>;
  }
  const title = (line_no: number) =>
    order.lines.find((line) => line.line_no === line_no)?.title ?? `第 ${line_no} 行`;
  return (
    <>
      {order.shipments.map((parcel) => (
        <div key={parcel.id} className="stacked">
          <Typography.Text
            copyable={{ text: parcel.tracking_no, tooltips: ["复制单号", "已复制"] }}
          >
            {parcel.carrier_name} <span className="figures">{parcel.tracking_no}</span>
          </Typography.Text>
          <Typography.Text type="secondary">{formatMoment(parcel.shipped_at)}</Typography.Text>
          {parcel.lines.map(({ line_no, quantity }) => (
            <Typography.Text key={line_no} type="secondary">
              {title(line_no)} × {quantity}
            </Typography.Text>
          ))}
        </div>
      ))}
      {mayMend && <Button size="small" onClick={() => setMending(true)}>改运单</Button>}
      {isMending && <MendForm order={order} onClose={() => setMending(false)} />}
    </>
  );
}
