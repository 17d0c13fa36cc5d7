import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Typography } from "antd";
import { useState } from "react";
import { type Import, ImportOutcome } from "@/contracts/staff/imports.ts";
import { formatMoment } from "../lib/moments.ts";
import { problemOf } from "../lib/problem.ts";
import { useMay } from "../lib/staff.tsx";
import { save, xlsxOf } from "../product_files/writing.ts";
import { reportOf, shortLinks, useImports } from "./queries.ts";
import { count, done_words } from "./words.ts";
import { linkTable } from "./writing.ts";

/** The files that were brought in, each with its report and its links to download. */
export function Files() {
  const { items, hasMore, more } = useImports();
  if (items.length === 0) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>导入过的文件</h2>
      </div>
      {items.map((one) => <File key={one.id} file={one} />)}
      {hasMore && <Typography.Link onClick={more}>更早的</Typography.Link>}
    </section>
  );
}

function File({ file }: { file: Import }) {
  const { isBusy, download } = useDownload(file);
  const mayDownload = useMay("distributor");
  return (
    <div className="people-file">
      <div className="people-file-words">
        <span className="two-lines" title={file.file_name}>{file.file_name}</span>
        <div className="aux">
          {[`${formatMoment(file.created_at)} ${file.by}`, file.reason, outcomesOf(file)].join(
            "，",
          )}
        </div>
      </div>
      {mayDownload && (
        <Button
          size="small"
          loading={isBusy}
          icon={<DownloadOutlined aria-hidden />}
          aria-label={`下载 ${file.file_name} 的结果和链接`}
          onClick={() => void download()}
        >
          结果和链接
        </Button>
      )}
    </div>
  );
}

const outcomesOf = ({ lines }: Import) =>
  ImportOutcome.options.flatMap((one) =>
    lines[one] ? [`${done_words[one].text} ${count(lines[one])}`] : []
  ).join(" · ");

const saying = "people-links";

function useDownload({ id, file_name }: Import) {
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);

  async function download(): Promise<void> {
    setBusy(true);
    const say = (content: string) =>
      void message.open({ key: saying, type: "loading", content, duration: 0 });
    try {
      say("正在读取…");
      const lines = await reportOf(id, (n) => say(`正在读取，已有 ${count(n)} 行…`));
      const tokens = lines.flatMap(({ person }) => person?.token ? [person.token] : []);
      const links = await shortLinks(
        tokens,
        (n) => say(`正在生成短链接，${count(n)} / ${count(tokens.length)}…`),
      ).catch(() => new Map<string, string>()); // the paths are good without them
      const name = file_name.replace(/\.\w+$/, "");
      save(await xlsxOf(linkTable(lines, links)), `${name} 的结果和链接.xlsx`);
      void message.open({ key: saying, type: "success", content: "已下载" });
    } catch (error) {
      const content = problemOf(error).message;
      void message.open({ key: saying, type: "error", content, duration: 6 });
    } finally {
      setBusy(false);
    }
  }

  return { isBusy, download };
}
