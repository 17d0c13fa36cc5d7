import { DownloadOutlined } from "@ant-design/icons";
import { Button, Segmented, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { ImportOutcome } from "@/contracts/staff/imports.ts";
import { csvOf, save } from "../product_files/writing.ts";
import { StateTag } from "../ui/StateTag.tsx";
import type { Line } from "./problems.ts";
import type { Cells } from "./table.ts";
import { coming_words, count, done_words, headingOf } from "./words.ts";
import { reportTable } from "./writing.ts";

interface Props {
  name: string;
  cells: ReadonlyMap<number, Cells>;
  lines: readonly Line[];
  /** Whether it is said of what was done, or of what would be. */
  isDone: boolean;
}

interface Row extends Line {
  cells: Cells;
}

/** What becomes of each row, here and as a file. */
export function Report({ name, cells, lines, isDone }: Props) {
  const [only, setOnly] = useState<ImportOutcome | "">("");
  const words = isDone ? done_words : coming_words;
  const of = (outcome: ImportOutcome) => lines.filter((one) => one.outcome === outcome).length;
  const options = ImportOutcome.options.filter((one) => of(one) > 0).map((value) => ({
    value,
    label: `${words[value].text} ${count(of(value))}`,
  }));
  const rows = lines.filter(({ outcome }) => !only || outcome === only)
    .map((one): Row => ({ ...one, cells: cells.get(one.line)! }));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{isDone ? "每一行的结果" : "每一行会怎样"}</h2>
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={async () =>
            save(
              await csvOf(reportTable(cells, lines)),
              `${name.replace(/\.\w+$/, "")} ${isDone ? "的结果" : "的检查"}.csv`,
            )}
        >
          {isDone ? "下载结果" : "下载检查结果"}
        </Button>
      </div>
      <div className="filters">
        <Segmented
          options={[{ value: "", label: `全部 ${count(lines.length)}` }, ...options]}
          value={only}
          onChange={(value) => setOnly(value as ImportOutcome | "")}
        />
      </div>
      <Table
        size="small"
        rowKey="line"
        columns={columnsIn(words)}
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 720 }}
      />
    </section>
  );
}

const columnsIn = (words: typeof done_words): TableColumnsType<Row> => [
  { title: "行", dataIndex: "line", width: 70, align: "right" },
  { title: "类型", width: 80, render: (_, { cells }) => cells.kind },
  {
    title: "姓名",
    width: 140,
    render: (_, { cells }) => <span className="two-lines" title={cells.name}>{cells.name}</span>,
  },
  { title: "手机号", width: 130, className: "figures", render: (_, { cells }) => cells.phone },
  { title: "结果", width: 100, render: (_, { outcome }) => <StateTag {...words[outcome]} /> },
  {
    title: "说明",
    className: "file-problem",
    render: (_, { outcome, field, message }) => {
      const heading = outcome === "refused" ? headingOf(field) : null;
      return heading ? `${heading}：${message}` : message;
    },
  },
];
