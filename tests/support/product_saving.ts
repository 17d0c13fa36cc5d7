/** For tests of saving goods: a cup in three sizes, read and saved as staff do. */
import type { StaffProductDetail } from "@/contracts/staff/catalog.ts";
import { type Mall, named } from "@/tests/support/mall.ts";

export const reason = "试验";

export async function read(mall: Mall, product_id: string): Promise<StaffProductDetail> {
  return await mall.db.call<StaffProductDetail>(mall.owner, "staff_get_product", {
    shop: mall.shop,
    product_id,
  });
}

/** A cup in two colours and three sizes, each at a price and with stock of its own. */
export async function cup(mall: Mall) {
  const values = [["青", "白"], ["小", "中", "大"]] as const;
  const { id, skus } = await mall.saveProduct({
    title: "手工茶杯",
    specs: [
      { name: "颜色", values: named([...values[0]]) },
      { name: "大小", values: named([...values[1]]) },
    ],
    skus: values[0].flatMap((colour, n) =>
      values[1].map((size, m) => ({
        values: [colour, size],
        price_fen: 1000 * (n + 1) + m,
        cost_fen: 500,
        initial_stock: 10 * n + m + 1,
      }))
    ),
  });
  return { id, skus };
}
