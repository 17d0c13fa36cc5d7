import { DownOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { ExportQuery } from "@/contracts/staff/product_files.ts";
import { today } from "../lib/clock.ts";
import { useFilters } from "../lib/filters.ts";
import { problemOf } from "../lib/problem.ts";
import { useMay } from "../lib/staff.tsx";
import { exportedProducts } from "./queries.ts";
import { csvOf, save, tableOf, xlsxOf } from "./writing.ts";

const writers = { xlsx: xlsxOf, csv: csvOf };
type Kind = keyof typeof writers;

const saying = "product-export";

/** Products into a file, as the list shows them under its filters, and out of one. */
export function ExportMenu() {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const filters = useFilters();
  const [isBusy, setBusy] = useState(false);
  const mayImport = useMay("catalog");

  async function write(kind: Kind): Promise<void> {
    setBusy(true);
    const say = (content: string) =>
      void message.open({ key: saying, type: "loading", content, duration: 0 });
    say("正在导出…");
    try {
      const products = await exportedProducts({
        status: filters.get("status") as ExportQuery["status"],
        category_id: filters.get("category"),
        query: filters.get("query"),
      }, (count) => say(`正在导出，已有 ${count.toLocaleString("zh-CN")} 个商品…`));
      save(await writers[kind](tableOf(products)), `商品 ${today()}.${kind}`);
      const done = `已导出 ${products.length.toLocaleString("zh-CN")} 个商品`;
      void message.open({ key: saying, type: "success", content: done });
    } catch (error) {
      const content = problemOf(error).message;
      void message.open({ key: saying, type: "error", content, duration: 6 });
    } finally {
      setBusy(false);
    }
  }

  const items = [
    { key: "xlsx", label: "导出为 Excel", onClick: () => void write("xlsx") },
    { key: "csv", label: "导出为 CSV", onClick: () => void write("csv") },
    ...(mayImport
      ? [{ key: "import", label: "从文件导入", onClick: () => void navigate("/goods/import") }]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} disabled={isBusy}>
      <Button loading={isBusy}>
        {mayImport ? "导入导出" : "导出"} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
