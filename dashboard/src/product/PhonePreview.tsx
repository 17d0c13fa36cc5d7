import { Alert, Modal } from "antd";
import { useState } from "react";
import { publicUrl } from "../lib/api.ts";
import { formatMoment } from "../lib/moments.ts";
import { useStaff } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { useReturnFocus } from "../ui/return_focus.ts";
import { usePreview } from "./queries.ts";

/** A code for staff's own phones: the product as it was saved last, on sale or not. */
export function PhonePreview({ product, onClose }: { product: string; onClose: () => void }) {
  const preview = usePreview(product);
  const { shop } = useStaff();
  const [isMissing, setMissing] = useState(false);
  useReturnFocus();
  return (
    <Modal open centered width={360} title="手机预览" footer={null} onCancel={onClose}>
      <Loaded query={preview}>
        {({ code, expires_at }) =>
          isMissing
            ? (
              <Alert
                type="warning"
                showIcon
                title="微信没有给出小程序码，请检查设置里的小程序账号，稍后再试"
              />
            )
            : (
              <div className="phone-preview">
                <img
                  src={publicUrl(shop.code, `/previews/${code}/code`)}
                  alt="预览用的小程序码"
                  onError={() => setMissing(true)}
                />
                <p>用微信扫一扫，看最近一次保存的样子</p>
                <p className="aux">没上架也能看，只能看不能下单</p>
                <p className="aux">{formatMoment(expires_at)} 前有效</p>
              </div>
            )}
      </Loaded>
    </Modal>
  );
}
