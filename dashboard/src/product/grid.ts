import type { DraftSku } from "./draft.ts";

/** What is typed into a column of the grid. */
export type Typed =
  | "price"
  | "list_price"
  | "cost"
  | "initial_stock"
  | "low_stock"
  | "weight_g"
  | "code"
  | "barcode";

export interface Column {
  name: Typed;
  title: string;
  /** Its name where the mall refuses it. */
  field: string;
  kind: "money" | "count" | "text";
  width: number;
}

export const columns: readonly Column[] = [
  { name: "price", title: "售价（元）", field: "price_fen", kind: "money", width: 96 },
  { name: "list_price", title: "划线价（元）", field: "list_price_fen", kind: "money", width: 96 },
  { name: "cost", title: "成本（元）", field: "cost_fen", kind: "money", width: 96 },
  { name: "initial_stock", title: "库存（件）", field: "initial_stock", kind: "count", width: 88 },
  { name: "low_stock", title: "库存提醒（件）", field: "low_stock", kind: "count", width: 96 },
  { name: "weight_g", title: "重量（克）", field: "weight_g", kind: "count", width: 88 },
  { name: "code", title: "商家编码", field: "code", kind: "text", width: 120 },
  { name: "barcode", title: "条码", field: "barcode", kind: "text", width: 136 },
];

/** What a SKU costs stands before what is earned of it, and all else behind. */
export const prices = columns.filter(({ kind }) => kind === "money");
export const others = columns.filter(({ kind }) => kind !== "money");

/** Whether a column can be typed into: the stock of a SKU that exists changes by movements alone. */
export const isOpen = ({ name }: Column, sku: DraftSku) => name !== "initial_stock" || !sku.id;
