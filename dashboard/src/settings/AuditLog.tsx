import type { TableColumnsType } from "antd";
import type { AuditRow } from "@/contracts/staff/audit.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useAuditLog } from "./queries.ts";
import { actorWords, commandWords } from "./words.ts";

const columns: TableColumnsType<AuditRow> = [
  { title: "时间", width: 140, render: (_, row) => formatMoment(row.created_at) },
  { title: "谁", width: 120, render: (_, row) => actorWords(row.actor_kind, row.by) },
  { title: "做了什么", width: 150, render: (_, row) => commandWords(row.command) },
  { title: "原因", render: (_, row) => row.reason ?? "–" },
];

/** What was done in the shop, by whom and why, the newest first. */
export function AuditLog() {
  return (
    <ListTable
      list={useAuditLog()}
      columns={columns}
      empty={{ title: "还没有操作记录", hint: "员工的每个操作都会留在这里" }}
    />
  );
}
