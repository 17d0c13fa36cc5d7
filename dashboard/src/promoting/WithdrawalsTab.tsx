import { ListTable } from "../ui/ListTable.tsx";
import { withdrawal_columns } from "../withdrawals/columns.tsx";
import { useDistributorWithdrawals } from "./queries.ts";

/** A distributor's withdrawals, those that wait for a decision with its buttons. */
export function WithdrawalsTab({ distributor }: { distributor: string }) {
  return (
    <ListTable
      list={useDistributorWithdrawals(distributor)}
      columns={withdrawal_columns.slice(1)}
      empty={{ title: "还没有提现", hint: "佣金结算后，他可以申请提现" }}
    />
  );
}
