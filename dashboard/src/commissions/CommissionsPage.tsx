import { Space } from "antd";
import { Link } from "react-router";
import { useFilters } from "../lib/filters.ts";
import { useColumnChoice } from "../ui/ColumnChoice.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { commission_columns } from "./columns.tsx";
import { CommissionList } from "./CommissionList.tsx";
import { commission_words } from "./words.ts";

const states = Object.entries(commission_words).map(([value, { text }]) => ({
  value,
  label: text,
}));

/** Every commission of the shop; a row opens the reason of its figure. */
export default function CommissionsPage() {
  const filters = useFilters();
  const status = filters.get("status");
  const { columns, button } = useColumnChoice("commissions", commission_columns);
  return (
    <>
      <PageHead about="每一笔佣金怎么算出来、什么时候结算；点开一行看完整的原因">
        <Space size="middle">
          <Link to="/commissions/liabilities">应付佣金</Link>
          <Link to="/commissions/rules">佣金规则</Link>
        </Space>
      </PageHead>
      <ListFilters states={states} end={button} />
      <CommissionList filter={{ status }} columns={columns} />
    </>
  );
}
