import type { TableColumnsType } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { Goods } from "./Goods.tsx";
import { ProductSwitch } from "./ProductSwitch.tsx";
import { saleState } from "./words.ts";

export const product_columns: TableColumnsType<StaffProduct> = [
  {
    title: "商品",
    render: (_, product) => (
      <Goods
        title={product.title}
        to={`/goods/${product.id}`}
        spec={`${product.skus.length} 个规格${product.distributable ? "" : "　不参与推广"}`}
        image={product.image_url}
      />
    ),
  },
  {
    title: "售价",
    key: "price_fen",
    sorter: true,
    align: "right",
    width: 175,
    render: (_, product) => priceRange(product),
  },
  {
    title: "库存（件）",
    key: "stock",
    sorter: true,
    align: "right",
    width: 110,
    render: (_, product) => stock(product).toLocaleString("zh-CN"),
  },
  {
    title: "已售（件）",
    key: "sold_count",
    sorter: true,
    align: "right",
    width: 110,
    render: (_, product) => product.sold_count.toLocaleString("zh-CN"),
  },
  {
    title: "状态",
    width: 120,
    render: (_, product) => (
      <>
        <StateTag {...saleState(product)} />
        {product.status === "on_sale" && stock(product) === 0 && (
          <StateTag text="售罄" tone="warn" />
        )}
      </>
    ),
  },
  {
    title: "更新时间",
    key: "updated_at",
    sorter: true,
    width: 130,
    render: (_, product) => formatMoment(product.updated_at),
  },
  {
    title: "",
    width: 80,
    fixed: "right",
    render: (_, product) => <ProductSwitch product={product} />,
  },
];

function priceRange({ price_fen, price_max_fen }: StaffProduct) {
  const low = formatFen(price_fen);
  return (
    <span className="price">
      {price_fen === price_max_fen ? low : `${low} – ${formatFen(price_max_fen)}`}
    </span>
  );
}

/** What can still be bought, over all SKUs on sale. */
function stock({ skus }: StaffProduct): number {
  return skus.reduce((sum, sku) => sum + (sku.on_sale ? sku.available : 0), 0);
}
