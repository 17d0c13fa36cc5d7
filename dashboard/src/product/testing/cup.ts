import type { ProductForm } from "@/contracts/staff/catalog.ts";

export const sku = (id: string, values: string[], price_fen: number) => ({
  ...{ id, values, price_fen, code: "A1", barcode: null, list_price_fen: null, cost_fen: 40 },
  ...{ weight_g: 0, low_stock: null, image_url: null, on_sale: true },
});

/** A cup in two colours and two sizes, one of the four choices missing. */
export const cup: ProductForm = {
  ...{
    id: "p",
    version: 3,
    code: "cup",
    title: "茶杯",
    subtitle: null,
    category_id: null,
    freight_template_id: null,
    images: ["/a", "/b"],
    video: null,
  },
  ...{ sale_from: null, sale_until: null },
  parameters: [{ name: "产地", value: "景德镇" }],
  rich_text: [{ kind: "paragraph", runs: [{ text: "薄胎" }] }],
  ...{ purchase_limit: 2, position: 1 },
  ...{ distributable: true, on_sale: true },
  specs: [
    { id: "s1", name: "颜色", values: [{ id: "v1", name: "青" }, { id: "v2", name: "白" }] },
    { id: "s2", name: "大小", values: [{ id: "v3", name: "小" }, { id: "v4", name: "大" }] },
  ],
  skus: [
    sku("k1", ["青", "小"], 100),
    sku("k2", ["青", "大"], 250),
    sku("k3", ["白", "小"], 300),
  ],
};
