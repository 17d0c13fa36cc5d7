import { ListTable } from "../ui/ListTable.tsx";
import { adjustment_columns, no_adjustments } from "./columns.tsx";
import { useAdjustments } from "./queries.ts";

/** Corrections of one distributor's balance. */
export function AdjustmentsTab({ distributor }: { distributor: string }) {
  return (
    <ListTable
      list={useAdjustments(distributor)}
      columns={adjustment_columns.slice(1)}
      empty={no_adjustments}
    />
  );
}
