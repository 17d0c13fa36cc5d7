import { Modal } from "antd";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { useReturnFocus } from "../ui/return_focus.ts";
import { MovementList } from "./MovementList.tsx";

interface Props {
  product: StaffProduct;
  sku: StaffProduct["skus"][number];
  onClose: () => void;
}

/** Why the stock of a SKU is what it is. */
export function StockMovements({ product, sku, onClose }: Props) {
  useReturnFocus();
  return (
    <Modal
      open
      centered
      title={`库存变动 · ${product.title} ${sku.spec}`}
      footer={null}
      width={720}
      onCancel={onClose}
      className="form-dialog"
    >
      <MovementList sku={sku.id} />
    </Modal>
  );
}
