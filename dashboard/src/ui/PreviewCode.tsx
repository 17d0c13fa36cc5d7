import { Alert, Button } from "antd";
import { useState } from "react";
import type { Preview } from "@/contracts/previews.ts";
import { get, publicUrl } from "../lib/api.ts";
import { useOne, type ViewKey } from "../lib/list.ts";
import { formatMoment } from "../lib/moments.ts";
import { useStaff } from "../lib/staff.tsx";
import { Loaded } from "./Loaded.tsx";
import "./preview_code.css";

/** What a code opens: the key of its view, its path, and where the pictures of its codes are. */
export interface Previewed {
  view: ViewKey;
  path: string;
  pictures: "previews" | "page-previews";
}

/** The mini program code of a thing, with what is to be known of it: it opens what shoppers do not see yet. */
export function PreviewCode({ of, notes }: { of: Previewed; notes: readonly string[] }) {
  const preview = useOne([...of.view, "preview"], () => get<Preview>(`${of.path}/preview`));
  const { shop } = useStaff();
  const [missing, setMissing] = useState<string>(); // the code whose picture did not come
  return (
    <Loaded query={preview}>
      {({ code, expires_at }) =>
        missing === code
          ? (
            <Alert
              type="warning"
              showIcon
              title="微信没有给出小程序码，请检查设置里的小程序账号，稍后再试"
              action={
                <Button
                  size="small"
                  onClick={() => {
                    setMissing(undefined);
                    void preview.refetch();
                  }}
                >
                  重试
                </Button>
              }
            />
          )
          : (
            <div className="preview-code">
              <img
                src={publicUrl(shop.code, `/${of.pictures}/${code}/code`)}
                alt="小程序码"
                onError={() => setMissing(code)}
              />
              {notes.map((note) => <p key={note}>{note}</p>)}
              <p className="aux">{formatMoment(expires_at)} 前有效</p>
            </div>
          )}
    </Loaded>
  );
}
