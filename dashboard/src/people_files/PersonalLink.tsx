import { Alert, Button, Modal, Spin, Typography } from "antd";
import { useEffect, useState } from "react";
import type { Imported } from "@/contracts/staff/imports.ts";
import { publicUrl } from "../lib/api.ts";
import { formatDay } from "../lib/moments.ts";
import { useStaff } from "../lib/staff.tsx";
import { save } from "../product_files/writing.ts";
import { useReturnFocus } from "../ui/return_focus.ts";
import { drawPoster } from "./poster.ts";
import { shortLinks } from "./queries.ts";
import { pathOf } from "./words.ts";
import "../ui/preview_code.css";

interface Props {
  person: Imported & { token: string };
  onClose: () => void;
}

/** The link, code and poster by which one person comes. */
export function PersonalLink({ person, onClose }: Props) {
  const { shop } = useStaff();
  const poster = usePoster(person, shop);
  const link = useShortLink(person.token);
  useReturnFocus();
  return (
    <Modal
      open
      centered
      title={`专属链接 · ${person.name || person.phone || `第 ${person.line} 行`}`}
      footer={null}
      onCancel={onClose}
    >
      {poster === undefined && <Spin className="person-wait" />}
      {poster === null && (
        <Alert type="warning" showIcon title="微信没有给出小程序码，请检查小程序账号后再打开" />
      )}
      {poster && (
        <div className="preview-code">
          <img className="person-poster" src={poster.url} alt="专属海报" />
          <p>
            <Button type="primary" onClick={() => save(poster.blob, `海报-${person.line}.png`)}>
              下载海报
            </Button>
          </p>
        </div>
      )}
      <dl className="person-links">
        <dt>小程序路径</dt>
        <dd>
          <Typography.Text copyable className="figures">{pathOf(person.token)}</Typography.Text>
        </dd>
        <dt>短链接</dt>
        <dd>
          {link === undefined && <span className="aux">正在生成…</span>}
          {link === null && <span className="aux">微信没有给出，可以用海报或路径</span>}
          {link && <Typography.Text copyable>{link}</Typography.Text>}
        </dd>
      </dl>
      <p className="aux">
        {`谁先打开并确认就算谁，只发给本人。用一次后失效，${formatDay(person.expires_at)}前有效。`}
      </p>
    </Modal>
  );
}

interface Drawn {
  blob: Blob;
  url: string;
}

/** The poster; null where WeChat gave no code. */
function usePoster(
  { token, kind, expires_at }: Props["person"],
  shop: { code: string; name: string },
) {
  const [drawn, setDrawn] = useState<Drawn | null>();
  useEffect(() => {
    let url = "";
    const until = formatDay(expires_at);
    void (async () => {
      try {
        const reply = await fetch(publicUrl(shop.code, `/personal-links/${token}/code`));
        if (!reply.ok) throw new Error("no code");
        const blob = await drawPoster({ shop: shop.name, kind, until }, await reply.blob());
        url = URL.createObjectURL(blob);
        setDrawn({ blob, url });
      } catch {
        setDrawn(null);
      }
    })();
    return () => URL.revokeObjectURL(url);
  }, [token, kind, expires_at, shop.code, shop.name]);
  return drawn;
}

/** The short link of WeChat; null where WeChat made none. */
function useShortLink(token: string) {
  const [link, setLink] = useState<string | null>();
  useEffect(() => {
    shortLinks([token], () => {}).then((all) => setLink(all.get(token) ?? null))
      .catch(() => setLink(null));
  }, [token]);
  return link;
}
