import { Modal } from "antd";
import { useReturnFocus } from "../ui/return_focus.ts";
import { PreviewCode } from "./PreviewCode.tsx";

const notes = ["用微信扫一扫，看最近一次保存的样子", "没上架时只能看，不能下单"];

/** A code for staff's own phones: the product as it was saved last, on sale or not. */
export function PhonePreview({ product, onClose }: { product: string; onClose: () => void }) {
  useReturnFocus();
  return (
    <Modal open centered width={360} title="手机预览" footer={null} onCancel={onClose}>
      <PreviewCode product={product} notes={notes} />
    </Modal>
  );
}
