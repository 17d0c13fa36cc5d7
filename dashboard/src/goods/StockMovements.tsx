import { Modal, type TableColumnsType } from "antd";
import { Link } from "react-router";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import type { StockMovement } from "@/contracts/staff/stock.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useReturnFocus } from "../ui/return_focus.ts";
import { useMovements } from "./queries.ts";

const cause_words: Record<StockMovement["cause"], string> = {
  order: "下单占用",
  release: "订单放回",
  return: "退货入库",
  adjust: "人工调整",
};

export const movement_columns: TableColumnsType<StockMovement> = [
  { title: "时间", width: 130, render: (_, one) => formatMoment(one.created_at) },
  {
    title: "变动（件）",
    align: "right",
    width: 100,
    render: (_, one) => one.delta > 0 ? `+${one.delta}` : one.delta,
  },
  {
    title: "前 → 后",
    align: "right",
    width: 110,
    render: (_, { before, after }) => `${before} → ${after}`,
  },
  {
    title: "为什么",
    render: (_, one) => (
      <>
        {one.order_id
          ? <Link to={`/orders?order=${one.order_id}`}>{cause_words[one.cause]}</Link>
          : cause_words[one.cause]}
        {one.reason && <div className="aux">{[one.by, one.reason].filter(Boolean).join("：")}</div>}
      </>
    ),
  },
];

interface Props {
  product: StaffProduct;
  sku: StaffProduct["skus"][number];
  onClose: () => void;
}

/** Why the stock of a SKU is what it is, the newest change first. */
export function StockMovements({ product, sku, onClose }: Props) {
  useReturnFocus();
  return (
    <Modal
      open
      centered
      title={`库存变动 · ${product.title} ${sku.spec}`}
      footer={null}
      width={640}
      onCancel={onClose}
      className="form-dialog"
    >
      <ListTable
        list={useMovements(sku.id)}
        columns={movement_columns}
        empty={{ title: "库存还没有变动过" }}
      />
    </Modal>
  );
}
