/** Goods for properties of commission: two levels of categories, goods in none, goods that are not distributed. */
import type { RuleScope } from "@/contracts/rules.ts";
import type { Goods } from "./commission_oracle_rules.ts";
import type { Mall } from "./mall.ts";

/** A shelf of goods with what rules may be for. */
export class Shelf {
  constructor(readonly goods: (Goods & { price_fen: number })[], readonly categories: string[]) {}

  places(scope: RuleScope): string[] {
    if (scope === "shop") return [];
    if (scope === "category") return this.categories;
    return [...new Set(this.goods.map((one) => one[scope]))];
  }

  of(sku: string): Goods {
    return this.goods.find((one) => one.sku === sku)!;
  }
}

const prices = [1, 7, 99, 333, 1999, 4999, 12_345, 100_000];

/** Eight goods of three SKUs each; two categories have two below each, goods lie in all of them and in none. */
export async function stockShelf(mall: Mall): Promise<Shelf> {
  const { sql } = mall.db;
  const category = async (name: string, parent: string | null) => {
    const [row] = await sql<{ id: string }[]>`insert into catalog.categories
      (shop_id, name, parent_id) values (${mall.shop_id}, ${name}, ${parent}) returning id`;
    return { id: row!.id, parent };
  };
  const [tea, fruit] = [await category("茶", null), await category("果", null)];
  const below = [];
  for (const parent of [tea, tea, fruit, fruit]) below.push(await category("细类", parent.id));
  const homes = [tea, fruit, ...below, null, below[0]!];
  const goods: Shelf["goods"] = [];
  for (const [n, home] of homes.entries()) {
    const three = [0, 1, 2].map((k) => prices[(n * 3 + k) % prices.length]!);
    const skus = await mall.product(three, { stock: 900_000 });
    const distributable = n !== 5;
    const [product] = await sql<{ id: string }[]>`
      update catalog.products p set category_id = ${
      home?.id ?? null
    }, distributable = ${distributable}
        from catalog.skus s where s.id = ${skus[0]!} and p.id = s.product_id returning p.id`;
    goods.push(...skus.map((sku, k) => ({
      sku,
      product: product!.id,
      category: home?.id ?? null,
      parent: home?.parent ?? null,
      distributable,
      price_fen: three[k]!,
    })));
  }
  return new Shelf(goods, [tea, fruit, ...below].map(({ id }) => id));
}
