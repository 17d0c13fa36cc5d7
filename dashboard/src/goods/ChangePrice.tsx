import { Form } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MoneyInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSetPrice } from "./queries.ts";

type Sku = StaffProduct["skus"][number];

interface Values {
  price: string;
  reason: string;
}

/** A new price for one SKU; orders that are placed keep theirs. */
export function ChangePrice(
  { product, sku, onClose }: { product: StaffProduct; sku: Sku; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const change = useSetPrice(sku.id, onClose);
  return (
    <FormDialog
      title="改价"
      okText="保存价格"
      isBusy={change.isBusy}
      form={form}
      initialValues={{ price: yuanOf(sku.price_fen) }}
      onFinish={({ price, reason }) => change.run({ price_fen: fenOf(price)!, reason })}
      onClose={onClose}
    >
      <p>{product.title} {sku.spec}</p>
      <Form.Item
        name="price"
        label="新价格"
        extra={`现在是 ${formatFen(sku.price_fen)}；已经下的订单不变，购物车里会提示价格变化`}
        rules={[{
          validator: (_, value) => {
            const fen = fenOf(value);
            if (fen === null) return Promise.reject(new Error("请填写价格"));
            if (fen === sku.price_fen) return Promise.reject(new Error("和现在的价格一样"));
            return Promise.resolve();
          },
        }]}
      >
        <MoneyInput max="100000000" />
      </Form.Item>
      <ReasonItem placeholder="例如 换季调价" />
    </FormDialog>
  );
}
