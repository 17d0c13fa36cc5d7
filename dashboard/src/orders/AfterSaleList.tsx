import { useFilters } from "../lib/filters.ts";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { after_sale_columns } from "./columns.tsx";
import { useAfterSales } from "./queries.ts";
import { after_sale_words } from "./words.ts";

const shown = [
  "requested",
  "returning",
  "approved",
  "refunding",
  "refund_failed",
  "refunded",
] as const;

const states = shown.map((value) => ({ value, label: after_sale_words[value].text }));

/** What buyers asked for after the sale; what waits for a decision has its buttons in the row. */
export function AfterSaleList({ onOpen }: { onOpen: (order: string) => void }) {
  const filters = useFilters();
  const status = filters.get("status");
  const afterSales = useAfterSales({ status });
  return (
    <>
      <ListFilters states={states} />
      <ListTable
        list={afterSales}
        columns={after_sale_columns}
        onOpen={({ order_id }) => onOpen(order_id)}
        empty={status
          ? { title: "没有这个状态的售后", hint: "换一个状态看看" }
          : { title: "还没有售后", hint: "买家申请退款或换货时会出现在这里" }}
      />
    </>
  );
}
