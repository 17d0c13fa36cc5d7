import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { adjustment_columns, no_adjustments } from "./columns.tsx";
import { useAdjustments } from "./queries.ts";

/** Corrections of balances by hand, of all distributors. */
export default function AdjustmentsPage() {
  return (
    <>
      <PageHead
        back={{ to: "/withdrawals", text: "提现" }}
        about="员工手工调整的余额，推广员看得到金额和原因；超过大额线的要由另一个人确认"
      />
      <ListTable list={useAdjustments()} columns={adjustment_columns} empty={no_adjustments} />
    </>
  );
}
