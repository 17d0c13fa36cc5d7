import { Button, type TableColumnsType } from "antd";
import type { AuditRow } from "@/contracts/staff/audit.ts";
import { useFilters } from "../lib/filters.ts";
import { useStaff } from "../lib/staff.tsx";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { AuditFilters } from "./AuditFilters.tsx";
import { changeLines } from "./changes.ts";
import { askedOf, audit_filters } from "./filters.ts";
import { useAuditLog } from "./queries.ts";
import { actorWords, commandWords } from "./words.ts";

const columns: TableColumnsType<AuditRow> = [
  { title: "时间", width: 140, render: (_, row) => formatMoment(row.created_at) },
  { title: "谁", width: 120, render: (_, row) => actorWords(row.actor_kind, row.by) },
  { title: "做了什么", width: 140, render: (_, row) => commandWords(row.command) },
  { title: "对象", width: 200, render: (_, row) => <Subject row={row} /> },
  { title: "改动", render: (_, row) => <Changes row={row} /> },
  { title: "原因", render: (_, row) => row.reason ?? "–" },
];

/** What was done in the shop, to what, by whom and why, the newest first. */
export function AuditLog() {
  const filters = useFilters();
  const isFiltered = audit_filters.names.some((name) => filters.get(name));
  return (
    <>
      <AuditFilters />
      <ListTable
        list={useAuditLog(askedOf(filters.get))}
        columns={columns}
        empty={isFiltered
          ? { title: "没有这样的记录", hint: "换一个条件，或者全部清除" }
          : { title: "还没有操作记录", hint: "员工的每个操作都会留在这里" }}
      />
    </>
  );
}

/** What it was done to; a click shows what else was done to it. */
function Subject({ row: { object, subject_id } }: { row: AuditRow }) {
  const filters = useFilters();
  const { shop } = useStaff();
  if (!object || !subject_id) return <>{subject_id === shop.id ? "本店" : "–"}</>;
  return (
    <Button
      type="link"
      className="audit-object"
      title="只看和它有关的"
      onClick={() => filters.set({ object: subject_id, object_name: object.label })}
    >
      {object.label}
    </Button>
  );
}

function Changes({ row }: { row: AuditRow }) {
  const lines = changeLines(row);
  if (lines.length === 0) return <>–</>;
  return (
    <ul className="audit-lines figures">
      {lines.map((line) => <li key={line}>{line}</li>)}
    </ul>
  );
}
