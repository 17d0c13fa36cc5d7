import { Button, Input, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { Liability, LiabilityQuery, LiabilitySums } from "@/contracts/staff/liabilities.ts";
import { dayOf } from "../lib/clock.ts";
import { useDay } from "../lib/day.ts";
import { useFilters } from "../lib/filters.ts";
import { useSorting } from "../lib/sorting.ts";
import { Figures } from "../ui/Figures.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { Export } from "./Export.tsx";
import { useLiabilities, useLiabilitySums, useLiabilityTrend } from "./queries.ts";
import { Trend } from "./Trend.tsx";
import { sum_words } from "./words.ts";
import "./liabilities.css";

const columns: TableColumnsType<Liability> = [
  {
    title: "推广员",
    width: 140,
    render: (_, { id, label, code }) => (
      <>
        <Link className="two-lines" title={label} to={`/distributors/${id}`}>{label}</Link>
        <div className="aux figures">{code}</div>
      </>
    ),
  },
  ...sum_words.map(({ key, name }) => ({
    title: name,
    key,
    sorter: true,
    align: "right" as const,
    width: 120,
    render: (_: unknown, row: Liability) => <Sum fen={row[key]} isStrong={key === "total_fen"} />,
  })),
];

/** What the shop owes its distributors: in all, and to each. */
export default function LiabilitiesPage() {
  const filters = useFilters();
  const query = filters.get("query");
  const sorting = useSorting<LiabilityQuery["sort"]>(columns, "-total_fen");
  const yesterday = dayOf(Date.parse(`${useDay()}T00:00:00+08:00`) - 1);
  const asked = filters.get("day");
  const day = asked && asked <= yesterday ? asked : undefined;
  const filter = { day, query, sort: sorting.by };
  return (
    <>
      <PageHead
        back={{ to: "/commissions", text: "佣金" }}
        about={day
          ? `${day} 结束时店铺欠推广员多少，按账本逐笔推算`
          : "店铺现在欠推广员多少：还没结算的、可以提的、正在转的；与账本随时一致"}
      >
        <Export filter={filter} />
      </PageHead>
      <Loaded query={useLiabilitySums(day)}>{(sums) => <Totals sums={sums} />}</Loaded>
      <Loaded query={useLiabilityTrend()}>{(trend) => <Trend {...trend} />}</Loaded>
      <div className="filters">
        <Input.Search
          allowClear
          key={query}
          defaultValue={query}
          placeholder="名字或推广码开头"
          onSearch={(typed) => filters.set({ query: typed.trim() || undefined })}
          className="search"
        />
        <Input
          type="date"
          aria-label="看哪一天结束时"
          className="liability-day"
          max={yesterday}
          value={day ?? ""}
          onChange={({ target }) => filters.set({ day: target.value || undefined })}
        />
        {day && (
          <Button type="link" onClick={() => filters.set({ day: undefined })}>回到现在</Button>
        )}
      </div>
      <ListTable
        list={useLiabilities(filter)}
        columns={columns}
        sorting={sorting}
        empty={query
          ? { title: "没有符合条件的推广员", hint: "换一个名字或推广码试试" }
          : day
          ? { title: "这一天没有应付的佣金", hint: "换一天看看" }
          : { title: "没有应付的佣金", hint: "客户付款后，应付的佣金会出现在这里" }}
      />
    </>
  );
}

function Totals({ sums }: { sums: LiabilitySums }) {
  return (
    <Figures
      items={sum_words.map(({ key, name, about }) => ({
        label: name,
        value: formatFen(sums[key]),
        note: about,
      }))}
    />
  );
}

function Sum({ fen, isStrong }: { fen: number; isStrong: boolean }) {
  if (fen === 0) return <>–</>;
  return isStrong ? <strong>{formatFen(fen)}</strong> : <>{formatFen(fen)}</>;
}
