import { Segmented, Select } from "antd";
import type { WorkStatus } from "@/contracts/staff/work.ts";
import { work_kinds, type WorkKind } from "@/contracts/work.ts";
import { useFilters } from "../lib/filters.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { work_columns } from "./columns.tsx";
import { useWorkCount } from "./count.ts";
import { useWork } from "./queries.ts";
import { status_words } from "./words.ts";
import "./work.css";

const states = (Object.keys(status_words) as WorkStatus[])
  .map((value) => ({ value, label: status_words[value].text }));

/** Everything that waits for a person, whatever it is about, and what became of it. */
export default function WorkPage() {
  const filters = useFilters();
  const status = filters.get("status") ?? "open";
  const kind = filters.get("kind");
  return (
    <>
      <PageHead about="系统自己办不成、需要有人决定的事" />
      <div className="filters">
        <Segmented
          options={states}
          value={status}
          onChange={(value) => filters.set({ status: value === "open" ? undefined : value })}
        />
        <KindSelect value={kind} onChange={(value) => filters.set({ kind: value })} />
      </div>
      <ListTable
        list={useWork({ status, kind })}
        columns={work_columns}
        empty={status === "open"
          ? { title: "没有待办", hint: "微信没有办成的退款、转账和发货信息等会出现在这里" }
          : { title: "这里还没有记录", hint: "处理过的待办会留在这里" }}
      />
    </>
  );
}

interface KindSelectProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** All kinds, those that wait with their number. */
function KindSelect({ value, onChange }: KindSelectProps) {
  const waiting = useWorkCount().data?.kinds ?? {};
  const options = (Object.keys(work_kinds) as WorkKind[]).map((kind) => ({
    value: kind,
    label: work_kinds[kind].title + (waiting[kind] ? `（${waiting[kind]}）` : ""),
  }));
  return (
    <Select
      allowClear
      className="kind-select"
      aria-label="事项"
      placeholder="全部事项"
      options={options}
      value={value}
      onChange={onChange}
    />
  );
}
