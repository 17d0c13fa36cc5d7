import { Form } from "antd";
import type { MendShipments, StaffOrder } from "@/contracts/staff/orders.ts";
import { formatMoment } from "../lib/moments.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useMendShipments } from "./queries.ts";
import { WaybillFields } from "./WaybillFields.tsx";

interface Values {
  reason: string;
  parcels: Record<string, { carrier: string; tracking_no: string }>;
}

/** Wrong waybills of an order put right, all at once: WeChat takes it one time. */
export function MendForm({ order, onClose }: { order: StaffOrder; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const mend = useMendShipments(order.id, onClose);
  const parcels = Object.fromEntries(
    order.shipments.map(({ id, carrier, tracking_no }) => [id, { carrier, tracking_no }]),
  );

  function submit({ reason, parcels }: Values) {
    const request: MendShipments = {
      reason: reason.trim(),
      parcels: Object.entries(parcels).map(([shipment_id, waybill]) => ({
        shipment_id,
        ...waybill,
      })),
    };
    mend.run(request);
  }

  return (
    <FormDialog
      title={`改运单 · 订单 ${order.number}`}
      okText="更正运单"
      isBusy={mend.isBusy}
      form={form}
      initialValues={{ parcels }}
      onFinish={submit}
      onClose={onClose}
    >
      <ul className="consequences">
        <li>买家立即看到新的运单，原来的留在订单历史里。</li>
        <li>已经传到微信的发货信息，微信每笔订单只允许更正一次；多个包裹请一次改完。</li>
      </ul>
      {order.shipments.map((parcel, index) => (
        <section key={parcel.id}>
          {order.shipments.length > 1 && (
            <h4>{`第 ${index + 1} 个包裹 · ${formatMoment(parcel.shipped_at)} 发出`}</h4>
          )}
          <WaybillFields form={form} at={["parcels", parcel.id]} />
        </section>
      ))}
      <ReasonItem />
    </FormDialog>
  );
}
