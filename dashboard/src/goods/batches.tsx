import type { BatchReport, ChangeProducts, SetProductsStatus } from "@/contracts/staff/batches.ts";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { post, put } from "../lib/api.ts";
import type { BatchAction } from "../ui/Batch.tsx";
import { CategoryItem, DistributableItem, PriceItem } from "./BatchFields.tsx";
import { priceChange, type PriceTyped } from "./price_change.ts";
import { sale_words } from "./words.ts";

const send = (json: SetProductsStatus) => put<BatchReport>("/staff/products/status", json);

const change = (json: ChangeProducts) => post<BatchReport>("/staff/products/changes", json);

/** What staff may do with many products at once. */
export const product_batches: readonly BatchAction<StaffProduct>[] = [
  {
    name: "上架",
    consequences: () => [sale_words.on],
    send: (ids, reason) => send({ ids, on_sale: true, reason }),
  },
  {
    name: "下架",
    isDanger: true,
    consequences: () => [sale_words.off],
    send: (ids, reason) => send({ ids, on_sale: false, reason }),
  },
  {
    name: "改价",
    consequences: () => [
      "每个规格的售价都这样改，停售的也一样；算到分，不足一分舍去。",
      "已经下的订单不变，购物车里会提示价格变化。",
    ],
    fields: <PriceItem />,
    send: (ids, reason, typed) =>
      change({ ids, change: priceChange(typed as PriceTyped)!, reason }),
  },
  {
    name: "改分类",
    consequences: () => ["商品移到选中的分类，小程序里马上这样显示。"],
    fields: <CategoryItem />,
    send: (ids, reason, typed) => change({ ids, change: { category_id: null, ...typed }, reason }),
  },
  {
    name: "改推广",
    consequences: () => ["不参与推广的商品，推广员卖出没有佣金；已经下的订单不变。"],
    fields: <DistributableItem />,
    send: (ids, reason, typed) =>
      change({ ids, change: { distributable: true, ...typed }, reason }),
  },
];
