import { Descriptions, Space, Tabs } from "antd";
import { Link, useParams } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { StaffDistributor, StaffDistributorDetail } from "@/contracts/staff/distributors.ts";
import { figure_words } from "@/contracts/words.ts";
import { AdjustBalance } from "../adjustments/AdjustBalance.tsx";
import { AdjustmentsTab } from "../adjustments/AdjustmentsTab.tsx";
import { CommissionList } from "../commissions/CommissionList.tsx";
import { own_commission_columns } from "../commissions/columns.tsx";
import { useFilters } from "../lib/filters.ts";
import { formatMoment } from "../lib/moments.ts";
import { Figures } from "../ui/Figures.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { CustomersTab } from "../promoting/CustomersTab.tsx";
import { FiguresTab } from "../promoting/FiguresTab.tsx";
import { OrdersTab } from "../promoting/OrdersTab.tsx";
import { WithdrawalsTab } from "../promoting/WithdrawalsTab.tsx";
import { DistributorTier } from "../tiers/DistributorTier.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { DistributorActions } from "./DistributorActions.tsx";
import { DistributorHistory } from "./DistributorHistory.tsx";
import { useDistributor, useFunnel } from "./queries.ts";
import { Team } from "./Team.tsx";
import { distributor_words } from "./words.ts";

/** One distributor's page: identity, results, and the decisions that staff may take. */
export default function DistributorPage() {
  const { distributor: id } = useParams();
  const distributor = useDistributor(id!);
  return <Loaded query={distributor}>{(data) => <Body key={data.id} distributor={data} />}</Loaded>;
}

function Body({ distributor }: { distributor: StaffDistributorDetail }) {
  const filters = useFilters();
  const funnel = useFunnel();
  const stepsOf = (id: string) => funnel.data?.rows.find(({ key }) => key === id);
  return (
    <>
      <PageHead
        back={{ to: "/distributors", text: "推广员" }}
        title={distributor.code ? `${distributor.label} ${distributor.code}` : distributor.label}
        about={<StateTag {...distributor_words[distributor.status]} />}
      >
        <Space wrap>
          <AdjustBalance distributor={distributor} />
          <DistributorActions distributor={distributor} />
        </Space>
      </PageHead>
      <Figures
        items={[
          { label: figure_words.available_fen, value: formatFen(distributor.available_fen) },
          { label: figure_words.pending_fen, value: formatFen(distributor.pending_fen) },
          { label: figure_words.held_fen, value: formatFen(distributor.held_fen) },
          { label: "客户", value: `${distributor.customer_count} 人` },
          { label: "邀请的推广员", value: `${distributor.team_count} 人` },
          { label: "近 30 天成交", value: formatFen(distributor.kept_sales_fen) },
        ]}
      />
      <Descriptions column={{ xs: 1, lg: 3 }} size="small" items={facts(distributor)} />
      <Tabs
        activeKey={filters.get("tab") ?? "figures"}
        onChange={(tab) =>
          filters.set({
            tab,
            commission: undefined,
            order: undefined,
            sort: undefined,
            days: undefined,
          })}
        destroyOnHidden // tabs share what stands in the address
        items={[
          { key: "figures", label: "概况", children: <FiguresTab distributor={distributor.id} /> },
          {
            key: "customers",
            label: `客户 ${distributor.customer_count}`,
            children: <CustomersTab distributor={distributor.id} />,
          },
          { key: "orders", label: "订单", children: <OrdersTab distributor={distributor.id} /> },
          {
            key: "commissions",
            label: "佣金",
            children: (
              <CommissionList
                filter={{ distributor: distributor.id }}
                columns={own_commission_columns}
              />
            ),
          },
          {
            key: "withdrawals",
            label: "提现",
            children: <WithdrawalsTab distributor={distributor.id} />,
          },
          {
            key: "adjustments",
            label: "余额调整",
            children: <AdjustmentsTab distributor={distributor.id} />,
          },
          {
            key: "team",
            label: `团队 ${distributor.team_count}`,
            children: <Team parent={distributor.id} steps={stepsOf} />,
          },
          { key: "tier", label: "等级", children: <DistributorTier distributor={distributor} /> },
          {
            key: "history",
            label: "记录",
            children: <DistributorHistory changes={distributor.changes} />,
          },
        ]}
      />
    </>
  );
}

/** Facts about a distributor that are not figures. */
function facts(one: StaffDistributor) {
  return [
    {
      label: "邀请人",
      children: one.parent && one.parent_id
        ? (
          <Link to={`/distributors/${one.parent_id}`}>
            <Space>
              {one.parent.label}
              <span className="figures">{one.parent.code}</span>
            </Space>
          </Link>
        )
        : "没有",
    },
    { label: "申请时间", children: formatMoment(one.applied_at) },
    {
      label: "通过时间",
      children: one.approved_at ? formatMoment(one.approved_at) : "还没有通过",
    },
    ...(one.status_reason ? [{ label: "原因", children: one.status_reason }] : []),
    ...(one.note ? [{ label: "申请说明", children: one.note, span: "filled" as const }] : []),
  ];
}
