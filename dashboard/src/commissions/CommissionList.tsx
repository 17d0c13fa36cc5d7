import { Drawer, type TableColumnsType } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { useFilters } from "../lib/filters.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { CommissionActions } from "./CommissionActions.tsx";
import { CommissionWhy } from "./CommissionWhy.tsx";
import { useCommissions } from "./queries.ts";

interface Props {
  filter: { status?: string | undefined; distributor?: string };
  columns: TableColumnsType<StaffCommission>;
}

/** Commissions with a drawer that explains one; it stays current while the list is read again. */
export function CommissionList({ filter, columns }: Props) {
  const filters = useFilters();
  const commissions = useCommissions(filter);
  const openId = filters.get("commission");
  const open = commissions.items.find(({ id }) => id === openId);
  return (
    <>
      <ListTable
        list={commissions}
        columns={columns}
        onOpen={({ id }) => filters.open({ commission: id })}
        openId={openId}
        empty={filter.status
          ? { title: "没有这个状态的佣金", hint: "换一个状态看看" }
          : { title: "还没有佣金", hint: "客户付款后，推广员的佣金会出现在这里" }}
      />
      <Drawer
        open={open !== undefined}
        size={560}
        title={open && `佣金 ${formatFen(open.remaining_fen)}`}
        extra={open && <CommissionActions key={open.id} commission={open} />}
        onClose={() => filters.close("commission")}
        destroyOnHidden
      >
        {open && <CommissionWhy commission={open} />}
      </Drawer>
    </>
  );
}
