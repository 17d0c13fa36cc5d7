import { formatFen } from "@/contracts/format.ts";
import type { StaffWithdrawalQuery } from "@/contracts/staff/withdrawals.ts";
import { withdrawal_states } from "@/contracts/states.ts";
import type { WithdrawalStatus } from "@/contracts/withdrawals.ts";
import { Space } from "antd";
import { Link } from "react-router";
import { useFilters } from "../lib/filters.ts";
import { useSelection } from "../lib/selection.ts";
import { useSorting } from "../lib/sorting.ts";
import { useMay } from "../lib/staff.tsx";
import { Batch } from "../ui/Batch.tsx";
import { useColumnChoice } from "../ui/ColumnChoice.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { sumOf, withdrawal_batches } from "./batches.ts";
import { withdrawal_columns } from "./columns.tsx";
import { OpenSums } from "./OpenSums.tsx";
import { touched, useOpenWithdrawals, useWithdrawals } from "./queries.ts";
import { withdrawal_words } from "./words.ts";

const shown: WithdrawalStatus[] = [
  "requested",
  "held",
  "wait_user_confirm",
  "paid",
  "rejected",
  "failed",
];

const states = shown.map((value) => ({ value, label: withdrawal_words[value].text }));

/** Withdrawals, those that wait for a decision with its buttons in the row. */
export default function WithdrawalsPage() {
  const filters = useFilters();
  const status = filters.get("status");
  const sorting = useSorting<StaffWithdrawalQuery["sort"]>(withdrawal_columns, "-requested_at");
  const withdrawals = useWithdrawals({ status, sort: sorting.by });
  const selection = useSelection(withdrawals.items, {
    can: ({ status }) => withdrawal_states.reviewable.includes(status),
    nameOf: (one) => `${one.distributor} ${formatFen(one.amount_fen)}`,
  });
  const may = useMay("payout");
  const { columns, button } = useColumnChoice("withdrawals", withdrawal_columns);
  return (
    <>
      <PageHead about="推广员申请把佣金提到微信零钱，核对后同意或拒绝">
        <Space size="middle">
          <Link to="/withdrawals/reconciliation">对账</Link>
          <Link to="/withdrawals/adjustments">余额调整</Link>
          <Link to="/withdrawals/taxes">代扣税</Link>
        </Space>
      </PageHead>
      <Loaded query={useOpenWithdrawals()}>{(open) => <OpenSums open={open} />}</Loaded>
      <ListFilters states={states} end={button} />
      <ListTable
        list={withdrawals}
        columns={columns}
        sorting={sorting}
        selection={may ? selection : undefined}
        empty={status === "requested"
          ? { title: "没有待审核的提现", hint: "新的申请会自动出现在这里" }
          : { title: "还没有提现", hint: "推广员的佣金结算后可以申请提现" }}
      />
      {may && (
        <Batch
          selection={selection}
          unit="笔"
          sumOf={sumOf}
          actions={withdrawal_batches}
          touched={touched}
        />
      )}
    </>
  );
}
