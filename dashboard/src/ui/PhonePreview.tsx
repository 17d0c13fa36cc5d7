import { Modal } from "antd";
import { PreviewCode, type Previewed } from "./PreviewCode.tsx";
import { useReturnFocus } from "./return_focus.ts";

interface Props {
  of: Previewed;
  /** What the phone can do with it. */
  about: string;
  onClose: () => void;
}

/** A code for staff's own phones: a thing as it was saved last, before shoppers see it. */
export function PhonePreview({ of, about, onClose }: Props) {
  useReturnFocus();
  return (
    <Modal open centered width={360} title="手机预览" footer={null} onCancel={onClose}>
      <PreviewCode of={of} notes={["用微信扫一扫，看最近一次保存的样子", about]} />
    </Modal>
  );
}
