import { Badge } from "antd";
import type { StaffDistributorQuery } from "@/contracts/staff/distributors.ts";
import { useFilters } from "../lib/filters.ts";
import { useSorting } from "../lib/sorting.ts";
import { TierFilter } from "../tiers/TierFilter.tsx";
import { useColumnChoice } from "../ui/ColumnChoice.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { application_columns, distributorColumns } from "./columns.tsx";
import { useApplicationCount, useDistributors, useFunnel } from "./queries.ts";
import { Team } from "./Team.tsx";
import { WorkLinks } from "./WorkLinks.tsx";
import { distributor_words } from "./words.ts";

/** Distributors with what they bring; a row unfolds those whom he invited. Applications have a view of their own. */
export default function DistributorsPage() {
  const filters = useFilters();
  const status = filters.get("status");
  const query = filters.get("query");
  const tier = status === "applied" ? undefined : filters.get("tier");
  const waiting = useApplicationCount().data ?? 0;
  const funnel = useFunnel();
  const isReview = status === "applied";
  const steps = (id: string) => funnel.data?.rows.find(({ key }) => key === id);
  const usual_columns = distributorColumns(steps);
  const { columns, button } = useColumnChoice("distributors", usual_columns);
  const sorting = useSorting<StaffDistributorQuery["sort"]>(
    isReview ? application_columns : usual_columns,
    "-applied_at",
  );
  const distributors = useDistributors({ status, query, tier, sort: sorting.by });

  const states = Object.entries(distributor_words).map(([value, { text }]) => ({
    value,
    label: value === "applied" && waiting > 0
      ? (
        <span>
          {text} <Badge count={waiting} overflowCount={99} size="small" />
        </span>
      )
      : text,
  }));

  return (
    <>
      <PageHead about="审核申请，查看每位推广员的客户、邀请关系和收益">
        <WorkLinks />
      </PageHead>
      <ListFilters
        states={states}
        search={{ name: "query", placeholder: "名字或推广码开头" }}
        more={!isReview && <TierFilter />}
        end={!isReview && button}
      />
      <ListTable
        list={distributors}
        columns={isReview ? application_columns : columns}
        sorting={sorting}
        unfold={isReview ? undefined : (one) => <Team parent={one.id} steps={steps} />}
        canUnfold={(one) => one.team_count > 0}
        empty={isReview
          ? { title: "没有待审核的申请", hint: "新的申请会自动出现在这里" }
          : query || status || tier
          ? { title: "没有符合条件的推广员", hint: "换一个状态、等级、名字或推广码试试" }
          : { title: "还没有推广员", hint: "会员可以在小程序的“我的”里申请成为推广员" }}
      />
    </>
  );
}
