import { Alert, Modal } from "antd";
import { useState } from "react";
import type { ChannelCode } from "@/contracts/staff/channel_codes.ts";
import { publicUrl } from "../lib/api.ts";
import { useStaff } from "../lib/staff.tsx";
import { useReturnFocus } from "../ui/return_focus.ts";
import "../ui/preview_code.css";

/** The mini program code to print or to put into an article. */
export function CodePicture({ code, onClose }: { code: ChannelCode; onClose: () => void }) {
  const { shop } = useStaff();
  const [missing, setMissing] = useState(false);
  const url = publicUrl(shop.code, `/shares/${code.token}/code`);
  useReturnFocus();
  return (
    <Modal open centered title={`小程序码 · ${code.name}`} footer={null} onCancel={onClose}>
      {missing
        ? <Alert type="warning" showIcon title="微信没有给出小程序码，请检查小程序账号后再打开" />
        : (
          <div className="preview-code">
            <img src={url} alt={`${code.name} 的小程序码`} onError={() => setMissing(true)} />
            <p>
              <a href={url} download={`${code.name}.png`}>下载图片</a>
            </p>
            <p className="aux">改动页面或指定推广员后，这个码不变，不用重新印。</p>
          </div>
        )}
    </Modal>
  );
}
