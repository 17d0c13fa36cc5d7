import { Form, Radio } from "antd";
import { useState } from "react";
import type { ShipOrder, StaffOrder } from "@/contracts/staff/orders.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { CountInput } from "../ui/form/numbers.tsx";
import { useShipOrder } from "./queries.ts";
import { WaybillFields } from "./WaybillFields.tsx";

interface Values {
  carrier: string;
  tracking_no: string;
  pieces: Record<string, number>;
}

/** A parcel leaves: all that is left of the order, or chosen pieces of its lines. */
export function ShipForm({ order, onClose }: { order: StaffOrder; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [part, setPart] = useState(false);
  const ship = useShipOrder(order.id, onClose);
  const lines = order.lines.filter((line) => line.shippable_quantity > 0);

  function submit(values: Values) {
    const request: ShipOrder = { carrier: values.carrier, tracking_no: values.tracking_no };
    if (part) {
      request.lines = lines
        .map(({ line_no }) => ({ line_no, quantity: values.pieces[line_no] ?? 0 }))
        .filter(({ quantity }) => quantity > 0);
    }
    ship.run(request);
  }

  return (
    <FormDialog
      title={`发货 · 订单 ${order.number}`}
      okText="确认发货"
      isBusy={ship.isBusy}
      form={form}
      onFinish={submit}
      onClose={onClose}
    >
      <WaybillFields form={form} />
      <Form.Item label="这个包裹里有">
        <Radio.Group
          value={part}
          onChange={({ target }) => setPart(target.value)}
          options={[
            { value: false, label: "全部未发商品" },
            { value: true, label: "部分商品" },
          ]}
        />
      </Form.Item>
      {part && lines.map((line) => (
        <Form.Item
          key={line.line_no}
          name={["pieces", String(line.line_no)]}
          label={`${line.title} ${line.spec}`}
          extra={`共 ${line.quantity} 件，已发 ${line.shipped_quantity} 件，已退 ${line.refunded_quantity} 件`}
          initialValue={line.shippable_quantity}
          rules={[onePiece(part)]}
        >
          <CountInput unit="件" min={0} max={line.shippable_quantity} />
        </Form.Item>
      ))}
    </FormDialog>
  );
}

/** At least one piece goes into a parcel. */
function onePiece(wanted: boolean) {
  return ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: () => {
      const pieces = Object.values((getFieldValue("pieces") ?? {}) as Record<string, number>);
      if (!wanted || pieces.some((quantity) => quantity > 0)) return Promise.resolve();
      return Promise.reject(new Error("包裹里至少要有一件商品"));
    },
  });
}
