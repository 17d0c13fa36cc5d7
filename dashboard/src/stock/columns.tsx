import { Button, type TableColumnsType } from "antd";
import type { StockRow } from "@/contracts/staff/stock.ts";
import { Goods } from "../goods/Goods.tsx";
import { CountInput } from "../ui/form/numbers.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { type Counts, differenceWords, hasMoved, nameOf, onShelf, withCount } from "./counts.ts";

export const stock_columns: TableColumnsType<StockRow> = [
  {
    title: "商品",
    render: (_, row) => (
      <Goods
        title={row.title}
        to={`/goods/${row.product_id}`}
        spec={[row.spec, row.code ?? row.barcode].filter(Boolean).join("　")}
        image={row.image_url}
      />
    ),
  },
  {
    title: "可售（件）",
    key: "available",
    sorter: true,
    align: "right",
    width: 130,
    render: (_, { available, is_low }) => (
      <>
        {available.toLocaleString("zh-CN")}{" "}
        {is_low && <StateTag text={available === 0 ? "售罄" : "不足"} tone="warn" />}
      </>
    ),
  },
  {
    title: "订单占用（件）",
    align: "right",
    width: 130,
    render: (_, { held }) => held.toLocaleString("zh-CN"),
  },
  {
    title: "应有（件）",
    align: "right",
    width: 100,
    render: (_, row) => onShelf(row).toLocaleString("zh-CN"),
  },
];

/** The two columns for counting, for staff with the permission. */
export function countColumns(
  counts: Counts,
  set: (counts: Counts) => void,
): TableColumnsType<StockRow> {
  return [
    {
      title: "实点",
      width: 130,
      render: (_, row) => (
        <CountInput
          label={`实点 ${nameOf(row)}`}
          unit="件"
          min={0}
          max={1_000_000}
          value={counts[row.id]?.counted ?? null}
          onChange={(counted) => set(withCount(counts, row, counted))}
        />
      ),
    },
    {
      title: "差异",
      width: 150,
      render: (_, row) => {
        const count = counts[row.id];
        if (!count) return null;
        if (!hasMoved(count, row)) return differenceWords(count);
        return (
          <>
            <div className="moved">点数后库存变过</div>
            <Button
              size="small"
              type="link"
              onClick={() => set(withCount(counts, row, count.counted))}
            >
              重新点过，没变
            </Button>
          </>
        );
      },
    },
  ];
}
