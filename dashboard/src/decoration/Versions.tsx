import { App, Button, Drawer } from "antd";
import { useState } from "react";
import type { PageVersion, PublishedPage, StaffPageDetail } from "@/contracts/staff/pages.ts";
import { formatMoment } from "../lib/moments.ts";
import { problemOf } from "../lib/problem.ts";
import { Decision } from "../ui/Decision.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { readVersion, useCancelVersion } from "./queries.ts";
import { version_words } from "./words.ts";

interface Props {
  page: StaffPageDetail;
  /** Whether something would be lost when a version is taken up. */
  isTyped: boolean;
  /** An earlier version is taken up again, as a draft. */
  onTake(version: PublishedPage): void;
  onClose(): void;
}

/** Everything that was published of a page, the newest first. */
export function Versions({ page, isTyped, onTake, onClose }: Props) {
  const { message, modal } = App.useApp();
  const [reading, setReading] = useState<number | null>(null);
  const [cancelled, setCancelled] = useState<PageVersion | null>(null);

  async function take({ number }: PageVersion) {
    setReading(number);
    try {
      onTake(await readVersion(page.id, number));
      void message.success(`已取出第 ${number} 版，看好后保存、发布`);
    } catch (error) {
      void message.error(problemOf(error).message);
    } finally {
      setReading(null);
    }
  }

  function ask(version: PageVersion) {
    if (!isTyped) return void take(version);
    modal.confirm({
      centered: true,
      title: `取出第 ${version.number} 版？`,
      content: "没有保存的修改会被换掉；买家看到的不变。",
      okText: "取出这一版",
      cancelText: "先不取",
      onOk: () => take(version),
    });
  }

  return (
    <Drawer open title={`历史 · ${page.title}`} size={480} onClose={onClose}>
      <ul className="versions">
        {page.versions.map((version) => (
          <li key={version.number}>
            <div>
              <b>第 {version.number} 版</b> <StateTag {...version_words[version.state]} />
              <div className="aux">
                {formatMoment(version.publish_at)} {version.by ?? "开店时"}
                {version.reason && ` · ${version.reason}`}
              </div>
            </div>
            {version.state === "scheduled" && (
              <Button
                size="small"
                onClick={() => setCancelled(version)}
              >
                取消定时
              </Button>
            )}
            <Button
              size="small"
              aria-label={`取出第 ${version.number} 版`}
              loading={reading === version.number}
              disabled={reading !== null}
              onClick={() => ask(version)}
            >
              取出
            </Button>
          </li>
        ))}
      </ul>
      {page.versions.length === 0 && <p className="aux">还没有发布过</p>}
      {cancelled && (
        <Cancel
          page={page.id}
          version={cancelled}
          onClose={() => setCancelled(null)}
        />
      )}
    </Drawer>
  );
}

function Cancel(
  { page, version, onClose }: { page: string; version: PageVersion; onClose: () => void },
) {
  const cancel = useCancelVersion(page, version.number, onClose);
  return (
    <Decision
      title={`取消定时 · 第 ${version.number} 版`}
      consequences={[`${formatMoment(version.publish_at)} 不再换上这一版，现在显示的保持不变。`]}
      okText="取消定时"
      command={{ ...cancel, run: (reason) => cancel.run({ reason }) }}
      onClose={onClose}
    />
  );
}
