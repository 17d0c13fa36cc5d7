import { Drawer, Select, type TableColumnsType, Tabs } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { PriceChange, StaffProductDetail } from "@/contracts/staff/catalog.ts";
import { MovementList } from "../goods/MovementList.tsx";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useReturnFocus } from "../ui/return_focus.ts";
import { usePriceChanges } from "./queries.ts";

const price_words: Record<PriceChange["which"], string> = {
  price_fen: "售价",
  list_price_fen: "划线价",
  cost_fen: "成本",
};

const words = (fen: number | null) => fen === null ? "没有" : formatFen(fen);

const price_columns: TableColumnsType<PriceChange> = [
  { title: "时间", width: 130, render: (_, one) => formatMoment(one.created_at) },
  {
    title: "什么",
    render: (_, { spec, which }) => (
      <>
        {price_words[which]}
        {spec && <div className="aux">{spec}</div>}
      </>
    ),
  },
  { title: "改之前", align: "right", render: (_, one) => words(one.before_fen) },
  { title: "改之后", align: "right", render: (_, one) => words(one.after_fen) },
  {
    title: "谁，为什么",
    render: (_, { by, reason }) => (
      <>
        {by ?? "–"}
        <div className="aux">{reason}</div>
      </>
    ),
  },
];

/** What became of a product's prices and stock, by whom and why, the newest first. */
export function History({ detail, onClose }: { detail: StaffProductDetail; onClose: () => void }) {
  useReturnFocus();
  return (
    <Drawer open size={680} title={`变动记录 · ${detail.title}`} onClose={onClose}>
      <Tabs
        destroyOnHidden
        items={[
          { key: "prices", label: "价格", children: <Prices product={detail.id} /> },
          { key: "stock", label: "库存", children: <Stock detail={detail} /> },
        ]}
      />
    </Drawer>
  );
}

function Prices({ product }: { product: string }) {
  return (
    <ListTable
      list={usePriceChanges(product)}
      columns={price_columns}
      empty={{ title: "价格还没有变动过" }}
    />
  );
}

function Stock({ detail: { skus } }: { detail: StaffProductDetail }) {
  const [sku, setSku] = useState(skus[0]!.id);
  return (
    <>
      <Select
        aria-label="哪个规格"
        className="wide history-sku"
        value={sku}
        onChange={setSku}
        options={skus.map(({ id, spec, available }) => ({
          value: id,
          label: `${spec || "默认规格"}（现有 ${available} 件）`,
        }))}
      />
      <MovementList key={sku} sku={sku} />
    </>
  );
}
