import { DownloadOutlined } from "@ant-design/icons";
import { Button, Table, type TableColumnsType } from "antd";
import type { FileProblem } from "./problems.ts";
import { csvOf, problemTable, save } from "./writing.ts";

const problem_columns: TableColumnsType<FileProblem> = [
  { title: "行", dataIndex: "row", width: 80, align: "right" },
  { title: "商品编码", dataIndex: "code", width: 160, ellipsis: true },
  { title: "列", width: 120, render: (_, { heading }) => heading ?? "整行" },
  { title: "问题", dataIndex: "message", className: "file-problem" },
];

/** What is wrong in which row, to be read here or beside the file. */
export function Problems({ problems, name }: { problems: FileProblem[]; name: string }) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{`${problems.length.toLocaleString("zh-CN")} 处问题`}</h2>
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={async () =>
            save(await csvOf(problemTable(problems)), `${name.replace(/\.\w+$/, "")} 的问题.csv`)}
        >
          下载问题清单
        </Button>
      </div>
      <Table
        size="small"
        rowKey={({ row, heading, message }) => `${row} ${heading} ${message}`}
        columns={problem_columns}
        dataSource={problems}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 640 }}
      />
    </section>
  );
}
