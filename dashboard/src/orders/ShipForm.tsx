import { AutoComplete, Form, Input, InputNumber, Modal, Radio } from "antd";
import { useState } from "react";
import type { ShipOrder, StaffOrder } from "@/contracts/staff.ts";
import { carriers } from "./carriers.ts";
import { useShipOrder } from "./queries.ts";

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
    const request: ShipOrder = { carrier: values.carrier, tracking_no: values.tracking_no.trim() };
    if (part) {
      request.lines = lines
        .map(({ line_no }) => ({ line_no, quantity: values.pieces[line_no] ?? 0 }))
        .filter(({ quantity }) => quantity > 0);
    }
    ship.run(request);
  }

  return (
    <Modal
      open
      title={`发货 · 订单 ${order.number}`}
      okText="确认发货"
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={ship.isBusy}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="carrier"
          label="快递公司"
          extra="列表里没有时，填微信的快递公司编号"
          rules={[{ required: true, message: "请选择快递公司" }, { max: 32 }]}
        >
          <AutoComplete
            options={carriers.map(({ value, label }) => ({ value, label: `${label} ${value}` }))}
            filterOption={(typed, option) => String(option?.label).includes(typed.toUpperCase())}
            placeholder="例如 顺丰速运 SF"
          />
        </Form.Item>
        <Form.Item
          name="tracking_no"
          label="快递单号"
          rules={[{ required: true, whitespace: true, message: "请填写快递单号" }, { max: 60 }]}
        >
          <Input placeholder="面单上的单号" />
        </Form.Item>
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
            <InputNumber
              min={0}
              max={line.shippable_quantity}
              precision={0}
              suffix="件"
            />
          </Form.Item>
        ))}
      </Form>
    </Modal>
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
