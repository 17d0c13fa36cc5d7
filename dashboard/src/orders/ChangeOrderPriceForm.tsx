import { Form } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MoneyInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useChangeOrderPrice } from "./queries.ts";

interface Values {
  goods: string;
  freight: string;
  reason: string;
}

/** The shop lowers what an unpaid order costs; its buyer pays the new sum. */
export function ChangeOrderPriceForm(
  { order, onClose }: { order: StaffOrder; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const change = useChangeOrderPrice(order.id, onClose);
  const taken_fen = order.discounts.find(({ step }) => step === "price_change")?.amount_fen ?? 0;
  const goods = Form.useWatch("goods", form);
  const freight = Form.useWatch("freight", form);
  const goods_fen = fenOf(goods) ?? order.goods_fen;
  const freight_fen = fenOf(freight) ?? order.freight_fen;

  function submit({ goods, freight, reason }: Values) {
    change.run({ goods_fen: fenOf(goods)!, freight_fen: fenOf(freight)!, reason });
  }

  return (
    <FormDialog
      title={`改价 · 订单 ${order.number}`}
      okText={`改为 ${formatFen(goods_fen + freight_fen)}`}
      isDisabled={goods_fen === order.goods_fen && freight_fen === order.freight_fen}
      isBusy={change.isBusy}
      form={form}
      initialValues={{ goods: yuanOf(order.goods_fen), freight: yuanOf(order.freight_fen) }}
      onFinish={submit}
      onClose={onClose}
    >
      <Yuan name="goods" label="商品金额" most_fen={order.goods_fen + taken_fen} />
      <Yuan name="freight" label="运费" most_fen={order.freight_fen} />
      <ReasonItem label="改价原因" extra="买家能看到这段话" />
      <p className="aux">买家正在进行的付款会关闭，按新价格重新付款；推广佣金按新价格计算。</p>
    </FormDialog>
  );
}

function Yuan({ name, label, most_fen }: { name: string; label: string; most_fen: number }) {
  return (
    <Form.Item
      name={name}
      label={label}
      extra={`最高 ${formatFen(most_fen)}`}
      rules={[{ required: true, message: `请填写${label}` }]}
    >
      <MoneyInput max={yuanOf(most_fen)} />
    </Form.Item>
  );
}
