import { useEffect, useRef, useState } from "react";
import type { Block } from "@/contracts/pages.ts";
import { config } from "../lib/config.ts";
import { problemOf } from "../lib/problem.ts";
import { Soon } from "../lib/soon.ts";
import { isWhole } from "./blocks.ts";
import { readPreview } from "./queries.ts";

const pause_ms = 400;

interface Shown {
  title: string;
  blocks: Block[];
}

/** The mini program itself in a frame, showing the page as it is being put together. */
export function Preview({ about, ...page }: Shown & { about: string }) {
  const { phone_url } = config();
  if (!phone_url) {
    return (
      <div className="preview-none aux">
        这台服务器没有放小程序的预览，保存后发布即可在手机上看到。
      </div>
    );
  }
  return <Phone url={phone_url} about={about} {...page} />;
}

function Phone({ url, about, title, blocks }: Shown & { url: string; about: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [problem, setProblem] = useState("");
  const shown = { title: title.trim() || "页面", blocks: blocks.filter(isWhole) };
  const asked = useRef(0);
  const show = useRef(() => {});
  show.current = async () => {
    const own = ++asked.current;
    const isOvertaken = () => own !== asked.current;
    try {
      const preview = await readPreview(shown);
      if (isOvertaken()) return;
      setProblem("");
      frame.current?.contentWindow?.postMessage({ preview }, location.origin);
    } catch (error) {
      if (!isOvertaken()) setProblem(problemOf(error).message);
    }
  };
  const [soon] = useState(() => new Soon(() => show.current(), pause_ms));
  const seen = JSON.stringify(shown);
  useEffect(() => soon.ask(), [seen]);
  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      if (data?.preview === "ready") soon.ask();
    };
    addEventListener("message", listen);
    return () => {
      removeEventListener("message", listen);
      soon.forget();
    };
  }, []);
  return (
    <div className="preview">
      <iframe
        ref={frame}
        title="手机预览"
        src={`${url}?preview=1&bare=1&shop=${config().shop}`}
      />
      <p className="aux" role="status">
        {problem
          ? `预览没有更新：${problem}`
          : "这是小程序本身，改动马上看得到；还没填完的模块不显示"}
      </p>
      {about && <p className="aux">{about}</p>}
    </div>
  );
}
