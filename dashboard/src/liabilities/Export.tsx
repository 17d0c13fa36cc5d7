import { DownOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { today } from "../lib/clock.ts";
import { problemOf } from "../lib/problem.ts";
import { csvOf, save, xlsxOf } from "../product_files/writing.ts";
import { exportedLiabilities, type LiabilityFilter } from "./queries.ts";
import { tableOf } from "./words.ts";

const writers = { xlsx: xlsxOf, csv: csvOf };

/** The rows that the list shows, into a file; the audit log tells of it. */
export function Export({ filter }: { filter: LiabilityFilter }) {
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);

  async function write(kind: keyof typeof writers): Promise<void> {
    setBusy(true);
    try {
      const rows = await exportedLiabilities(filter);
      save(await writers[kind](tableOf(rows)), `应付佣金 ${filter.day ?? today()}.${kind}`);
      void message.success(`已导出 ${rows.length.toLocaleString("zh-CN")} 位推广员`);
    } catch (error) {
      void message.error(problemOf(error).message, 6);
    } finally {
      setBusy(false);
    }
  }

  const items = [
    { key: "xlsx", label: "导出为 Excel", onClick: () => void write("xlsx") },
    { key: "csv", label: "导出为 CSV", onClick: () => void write("csv") },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} disabled={isBusy}>
      <Button loading={isBusy}>
        导出 <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
