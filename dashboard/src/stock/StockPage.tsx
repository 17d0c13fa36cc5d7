import type { StockQuery } from "@/contracts/staff/stock.ts";
import { useFilters } from "../lib/filters.ts";
import { useSorting } from "../lib/sorting.ts";
import { useMay } from "../lib/staff.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { countColumns, stock_columns } from "./columns.tsx";
import { CountBar } from "./CountBar.tsx";
import { useStock } from "./queries.ts";
import { useCounts } from "./use_counts.ts";
import "./stock.css";

const states = [{ value: "low", label: "库存不足" }, { value: "sold_out", label: "售罄" }];

/** The stock of every SKU, with stock-taking. */
export default function StockPage() {
  const filters = useFilters();
  const which = states.find(({ value }) => value === filters.get("status"))?.value;
  const query = filters.get("query");
  const sorting = useSorting<StockQuery["sort"]>(stock_columns, "-created_at");
  const stock = useStock({ which: which as StockQuery["which"], query, sort: sorting.by });
  const { counts, set } = useCounts();
  const may = useMay("catalog");
  return (
    <>
      <PageHead
        about="看哪些快卖完；盘点时把货架上的实有数填进去，订单占用的也算在内"
        back={{ to: "/goods", text: "商品" }}
      />
      <ListFilters
        states={states}
        search={{ name: "query", placeholder: "商品名称、编码、条码" }}
      />
      <ListTable
        list={stock}
        columns={may ? [...stock_columns, ...countColumns(counts, set)] : stock_columns}
        sorting={sorting}
        empty={which || query
          ? { title: "没有符合条件的规格", hint: "换一个状态或名称试试" }
          : { title: "还没有商品", hint: "新建商品以后，每个规格的库存都在这里" }}
      />
      {may && <CountBar counts={counts} set={set} />}
    </>
  );
}
