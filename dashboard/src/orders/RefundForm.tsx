import { Alert, Form, Radio } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { RefundOrder, RefundPreview, StaffOrder } from "@/contracts/staff/orders.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { CountInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useRefundOrder, useRefundPreview } from "./queries.ts";
import { isBusy, type Pieces } from "./refund.ts";

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
  const asked = useRefundPreview(order.id, part ? pieces : null);
  const preview = pieces.length > 0 && !asked.isPlaceholderData ? asked.data : undefined;

  function submit({ reason }: Values) {
    const request: RefundOrder = { reason };
    if (part) request.lines = pieces;
    refund.run(request);
  }

  return (
    <FormDialog
      title={`退款 · 订单 ${order.number}`}
      okText={preview ? `退款 ${formatFen(preview.payable_fen)}` : "退款"}
      isDanger
      isDisabled={!preview}
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
      {preview && <RefundSummary preview={preview} />}
    </FormDialog>
  );
}

/** What will happen, before it happens. */
function RefundSummary({ preview }: { preview: RefundPreview }) {
  const { quantity, goods_fen, discount_fen, freight_fen, commissions } = preview;
  const freight = freight_fen === 0 ? "" : `，运费 ${formatFen(freight_fen)}`;
  const discount = discount_fen === 0 ? "" : `（已扣除优惠 ${formatFen(discount_fen)}）`;
  return (
    <Form.Item label="确认后会发生">
      <ul className="consequences">
        <li>
          {`${quantity} 件商品退 ${formatFen(goods_fen)}${discount}${freight}，原路退回买家。`}
        </li>
        <li>
          {commissions.length > 0
            ? `收回推广佣金：${commissions.map(taken).join("，")}。`
            : "不涉及推广佣金。"}
        </li>
        <li>还没发出的商品不再发货，库存放回；已发出的不放回库存。</li>
      </ul>
    </Form.Item>
  );
}

type Taken = RefundPreview["commissions"][number];

const taken = ({ level, distributor, commission_fen, bonus_fen }: Taken) =>
  `${distributor}（${level === 1 ? "一" : "二"}级）${formatFen(commission_fen)}` +
  (bonus_fen === 0 ? "" : `（其中当月阶梯佣金 ${formatFen(bonus_fen)}）`);
