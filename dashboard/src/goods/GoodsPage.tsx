import type { StaffProductQuery } from "@/contracts/staff/catalog.ts";
import { useFilters } from "../lib/filters.ts";
import { useSelection } from "../lib/selection.ts";
import { useSorting } from "../lib/sorting.ts";
import { useMay } from "../lib/staff.tsx";
import { Batch } from "../ui/Batch.tsx";
import { useColumnChoice } from "../ui/ColumnChoice.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { GoodsActions } from "./GoodsActions.tsx";
import { product_batches } from "./batches.tsx";
import { CategoryFilter } from "./CategoryFilter.tsx";
import { product_columns } from "./columns.tsx";
import { touched, useProducts } from "./queries.ts";
import { SkuTable } from "./SkuTable.tsx";
import { product_words } from "./words.ts";

const states = Object.entries(product_words).map(([value, { text }]) => ({ value, label: text }));

/** Every product; a row unfolds its SKUs with prices and stock. */
export default function GoodsPage() {
  const filters = useFilters();
  const status = filters.get("status");
  const query = filters.get("query");
  const category_id = filters.get("category");
  const sorting = useSorting<StaffProductQuery["sort"]>(product_columns, "-created_at");
  const products = useProducts({ status, category_id, query, sort: sorting.by });
  const selection = useSelection(products.items, {
    can: () => true,
    nameOf: ({ title }) => title,
  });
  const may = useMay("catalog");
  const { columns, button } = useColumnChoice("goods", product_columns);
  return (
    <>
      <PageHead about="上下架，改价格和库存；展开一行看规格">
        <GoodsActions />
      </PageHead>
      <ListFilters
        states={states}
        search={{ name: "query", placeholder: "商品名称" }}
        more={<CategoryFilter />}
        end={button}
      />
      <ListTable
        list={products}
        columns={columns}
        sorting={sorting}
        selection={may ? selection : undefined}
        unfold={(product) => <SkuTable product={product} />}
        empty={query || status || category_id
          ? { title: "没有符合条件的商品", hint: "换一个状态、分类或名称试试" }
          : { title: "还没有商品", hint: "点右上角的“新建商品”，填好价格和库存就能上架" }}
      />
      {may && <Batch selection={selection} unit="件" actions={product_batches} touched={touched} />}
    </>
  );
}
