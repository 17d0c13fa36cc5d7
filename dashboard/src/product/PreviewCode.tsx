import { Alert } from "antd";
import { useState } from "react";
import { publicUrl } from "../lib/api.ts";
import { formatMoment } from "../lib/moments.ts";
import { useStaff } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { usePreview } from "./queries.ts";
import "./preview_code.css";

/** The mini program code of a product, with what is to be known of it: it opens the product, on sale or not. */
export function PreviewCode({ product, notes }: { product: string; notes: readonly string[] }) {
  const preview = usePreview(product);
  const { shop } = useStaff();
  const [isMissing, setMissing] = useState(false);
  return (
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
            <div className="preview-code">
              <img
                src={publicUrl(shop.code, `/previews/${code}/code`)}
                alt="小程序码"
                onError={() => setMissing(true)}
              />
              {notes.map((note) => <p key={note}>{note}</p>)}
              <p className="aux">{formatMoment(expires_at)} 前有效</p>
            </div>
          )}
    </Loaded>
  );
}
