import { Alert, Form, Radio } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { RefundOrder, StaffOrder } from "@/contracts/staff/orders.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { CountInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useRefundOrder } from "./queries.ts";
import { isBusy, type Pieces, previewRefund, type RefundPreview } from "./refund.ts";

interface Values {
  pieces?: Record<string, number | null>;
  reason: string;
}

/** The shop gives money back without being asked: all that is left, or chosen pieces, after a summary. */
export function RefundForm({ order, onClose }: { order: StaffOrder; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const lines = order.lines.filter((line) => line.quantity > line.refunded_quantity);
  const free = lines.filter((line) => !isBusy(line));
  const canAll = free.length === lines.length;
  const [part, setPart] = useState(!canAll);
  const typed = Form.useWatch("pieces", form);
  const refund = useRefundOrder(order.id, onClose);

  const pieces: Pieces[] = free.map(({ line_no, refundable_quantity }) => ({
    line_no,
    quantity: part ? typed?.[line_no] ?? 0 : refundable_quantity,
  })).filter(({ quantity }) => quantity > 0);
  const preview = previewRefund(order, pieces);

  function submit({ reason }: Values) {
    const request: RefundOrder = { reason };
    if (part) request.lines = pieces;
    refund.run(request);
  }

  return (
    <FormDialog
      title={`退款 · 订单 ${order.number}`}
      okText={preview.quantity
        ? `退款 ${formatFen(preview.goods_fen + (preview.is_all ? preview.freight_most_fen : 0))}${
          preview.is_all || !preview.freight_most_fen ? "" : " 起"
        }`
        : "退款"}
      isDanger
      isDisabled={preview.quantity === 0}
      isBusy={refund.isBusy}
      form={form}
      onFinish={submit}
      onClose={onClose}
    >
      {!canAll && (
        <Form.Item>
          <Alert
            type="warning"
            showIcon
            title="部分商品有处理中的售后，请先处理售后单；其余商品可以退款。"
          />
        </Form.Item>
      )}
      <Form.Item label="退款范围">
        <Radio.Group
          value={part}
          onChange={({ target }) => setPart(target.value)}
          options={[
            { value: false, label: "全部剩余商品和运费", disabled: !canAll },
            { value: true, label: "选择商品和数量" },
          ]}
        />
      </Form.Item>
      {part && free.map((line) => (
        <Form.Item
          key={line.line_no}
          name={["pieces", String(line.line_no)]}
          label={`${line.title} ${line.spec}`}
          extra={`最多可退 ${line.refundable_quantity} 件，${formatFen(line.refundable_fen)}`}
          initialValue={0}
        >
          <CountInput unit="件" min={0} max={line.refundable_quantity} />
        </Form.Item>
      ))}
      <ReasonItem label="退款原因" extra="买家能看到这段话" />
      <RefundSummary preview={preview} />
    </FormDialog>
  );
}

/** What will happen, before it happens. */
function RefundSummary({ preview }: { preview: RefundPreview }) {
  if (preview.quantity === 0) return null;
  const freight = preview.freight_most_fen === 0
    ? ""
    : preview.is_all
    ? `，运费 ${formatFen(preview.freight_most_fen)}`
    : `，另退这些商品分摊的运费（不超过 ${formatFen(preview.freight_most_fen)}）`;
  return (
    <Form.Item label="确认后会发生">
      <ul className="consequences">
        <li>
          {`${preview.quantity} 件商品退 ${formatFen(preview.goods_fen)}${freight}，原路退回买家。`}
        </li>
        <li>
          {preview.commission_fen > 0
            ? `推广佣金按比例收回，共 ${formatFen(preview.commission_fen)}。`
            : "不涉及推广佣金。"}
        </li>
        <li>还没发出的商品不再发货，库存放回；已发出的不放回库存。</li>
      </ul>
    </Form.Item>
  );
}
