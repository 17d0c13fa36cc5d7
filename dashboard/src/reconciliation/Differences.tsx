import { App, Button, Segmented } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { BillDifference, DifferenceStatus } from "@/contracts/staff/reconciliation.ts";
import { today } from "../lib/clock.ts";
import { useFilters } from "../lib/filters.ts";
import { problemOf } from "../lib/problem.ts";
import { csvOf, save } from "../product_files/writing.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useDifferenceColumns } from "./columns.tsx";
import { History } from "./History.tsx";
import { dayWords } from "./months.ts";
import { exportedDifferences, useDifferences } from "./queries.ts";
import { status_words, tableOf } from "./words.ts";

const states = [
  ...Object.entries(status_words).map(([value, { text }]) => ({ value, label: text })),
  { value: "all", label: "全部" },
];

/** What differs: of the chosen day or of all, what is open first. */
export function Differences() {
  const filters = useFilters();
  const [params] = useSearchParams();
  const shown = params.get("status") ?? "open";
  const filter = {
    status: shown === "all" ? undefined : shown as DifferenceStatus,
    day: filters.get("day"),
  };
  const list = useDifferences(filter);
  return (
    <section aria-label="差异" className="differences">
      <div className="filters">
        <Segmented
          options={states}
          value={shown}
          onChange={(value) => filters.set({ status: value === "open" ? undefined : value })}
        />
        {filter.day && (
          <Button onClick={() => filters.set({ day: undefined })}>
            {`只看 ${dayWords(filter.day)} ✕`}
          </Button>
        )}
        <ExportButton filter={filter} />
      </div>
      <ListTable<BillDifference>
        list={list}
        columns={useDifferenceColumns()}
        unfold={(row) => <History steps={row.steps} />}
        empty={shown === "open"
          ? { title: "没有待处理的差异", hint: "账单和商城的账对得上；对不上的会自动列在这里" }
          : { title: "这里还没有差异", hint: "处理过的差异会留在这里" }}
      />
    </section>
  );
}

/** The rows that the list shows, into a file; the audit log tells of it. */
function ExportButton({ filter }: { filter: Parameters<typeof exportedDifferences>[0] }) {
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  async function write(): Promise<void> {
    setBusy(true);
    try {
      const rows = await exportedDifferences(filter);
      save(await csvOf(tableOf(rows)), `对账差异 ${today()}.csv`);
      void message.success(`已导出 ${rows.length.toLocaleString("zh-CN")} 笔差异`);
    } catch (error) {
      void message.error(problemOf(error).message, 6);
    } finally {
      setBusy(false);
    }
  }
  return <Button loading={isBusy} onClick={() => void write()}>下载 CSV</Button>;
}
