import { Form, Radio } from "antd";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { CountInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useAdjustStock } from "./queries.ts";

type Sku = StaffProduct["skus"][number];

/** In which ways the stock changes by hand. */
const ways = {
  receive: { label: "到货入库", cause: "receive", sign: 1 },
  add: { label: "调增", cause: "adjust", sign: 1 },
  take: { label: "调减", cause: "adjust", sign: -1 },
} as const;

interface Values {
  way: keyof typeof ways;
  quantity: number | null;
  reason: string;
}

/** Units come or go. The change is sent, not the result, so that sales meanwhile are not lost. */
export function AdjustStock(
  { product, sku, onClose }: { product: StaffProduct; sku: Sku; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const way = Form.useWatch("way", form) ?? "receive";
  const quantity = Form.useWatch("quantity", form) ?? 0;
  const adjust = useAdjustStock(sku.id, onClose);
  const after = sku.available + ways[way].sign * quantity;
  return (
    <FormDialog
      title="调整库存"
      okText="保存库存"
      isBusy={adjust.isBusy}
      form={form}
      initialValues={{ way: "receive" }}
      onFinish={({ way, quantity, reason }) =>
        adjust.run({ delta: ways[way].sign * quantity!, reason, cause: ways[way].cause })}
      onClose={onClose}
    >
      <p>{product.title} {sku.spec}</p>
      <Form.Item name="way" label="变动">
        <Radio.Group
          options={Object.entries(ways).map(([value, { label }]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item
        name="quantity"
        label="数量"
        dependencies={["way"]}
        extra={`现有 ${sku.available} 件，调整后 ${Math.max(0, after)} 件`}
        rules={[
          { required: true, message: "请填写数量" },
          ({ getFieldValue }) => ({
            validator: (_, value: number) =>
              getFieldValue("way") === "take" && value > sku.available
                ? Promise.reject(new Error("调减不能多于现有库存"))
                : Promise.resolve(),
          }),
        ]}
      >
        <CountInput unit="件" min={1} max={1_000_000} isWide />
      </Form.Item>
      <ReasonItem placeholder="例如 到货入库、盘点差异" />
    </FormDialog>
  );
}
