import type { SavedProduct } from "@/contracts/staff/catalog.ts";
import type { TestClaims, TestDatabase } from "../database.ts";

/** A member's claims, as the member's token would say them. */
export type Member = TestClaims & { member_id: string };

/** The server acting for somebody, as where it has sealed something for that person. */
export function asServer<Claims extends TestClaims>(claims: Claims): Claims {
  return { ...claims, role: "mall_server" };
}

/** New values of a dimension, as a product's form has them. */
export const named = (names: string[]) => names.map((name) => ({ name }));

/** An idempotency key that no other call of the test has. */
export const newKey = () => crypto.randomUUID();

/** A shop with an owner: its people, rules and goods. */
export class Shop {
  readonly owner: TestClaims;

  constructor(
    readonly db: TestDatabase,
    readonly shop_id: string,
    readonly shop: string,
    owner_id: string,
  ) {
    this.owner = { role: "authenticated", sub: owner_id };
  }

  /** Changes columns of the shop's settings. */
  async settings(values: Record<string, unknown>): Promise<void> {
    await this.db.sql`update shop.settings set ${
      this.db.sql(values)
    } where shop_id = ${this.shop_id}`;
  }

  /** Changes columns of the shop's withdrawal rules. */
  async withdrawalRules(values: Record<string, unknown>): Promise<void> {
    const { sql } = this.db;
    await sql`update shop.withdrawal_rules set ${sql(values)} where shop_id = ${this.shop_id}`;
  }

  async staff(role: string): Promise<TestClaims> {
    const id = crypto.randomUUID();
    await this.db.sql`insert into auth.users (id, email) values (${id}, ${`${id}@test`})`;
    await this.db.sql`select private.add_staff(${this.shop_id}, ${id}, '店员', ${role})`;
    return { role: "authenticated", sub: id };
  }

  /** A command of the shop's staff, under a key of its own unless one is given. */
  command<T = unknown>(
    fn: string,
    args: Record<string, unknown>,
    by: TestClaims = this.owner,
  ): Promise<T> {
    return this.db.call<T>(by, fn, { shop: this.shop, idempotency_key: newKey(), ...args });
  }

  async member(openid: string = crypto.randomUUID()): Promise<Member> {
    const { member_id } = await this.db.call<{ member_id: string }>(
      { role: "mall_server" },
      "sign_in",
      { shop: this.shop, openid },
    );
    const { shop_id, shop } = this;
    return { role: "authenticated", kind: "member", sub: member_id, shop_id, shop, member_id };
  }

  /** One after another: at once they would be as many connections, and a new connection costs more than a sign-in. */
  async members(count: number): Promise<Member[]> {
    const members: Member[] = [];
    while (members.length < count) members.push(await this.member());
    return members;
  }

  /** Saves a product on top of whatever version it has now, unless it says one itself. */
  async saveProduct(product: Record<string, unknown>, reason = "上架"): Promise<SavedProduct> {
    const [row] = product.id
      ? await this.db.sql`select version from catalog.products where id = ${String(product.id)}`
      : [];
    return await this.command<SavedProduct>("save_product", {
      reason,
      product: row ? { ...product, version: product.version ?? row.version } : product,
    });
  }

  /** A product with one SKU per price; answers the SKUs' ids in the order of the prices. */
  async product(
    prices_fen: number[],
    options: { stock?: number; purchase_limit?: number } = {},
  ): Promise<string[]> {
    const values = prices_fen.map((_, n) => `第${n + 1}款`);
    const { id: category_id } = await this.command<{ id: string }>("save_category", {
      category: { name: "茶叶" },
      reason: "上架",
    });
    const { id } = await this.saveProduct({
      category_id,
      title: "明前龙井",
      specs: [{ name: "款式", values: named(values) }],
      skus: prices_fen.map((price_fen, n) => ({ values: [values[n]], price_fen })),
      ...(options.purchase_limit ? { purchase_limit: options.purchase_limit } : {}),
    });
    const skus = await this.db.sql<{ id: string; spec: string }[]>`
      select id, spec from catalog.skus where shop_id = ${this.shop_id} and product_id = ${id}`;
    const ids = values.map((value) => skus.find(({ spec }) => spec.includes(value))!.id);
    const { stock = 1000 } = options;
    for (const sku of stock ? ids : []) await this.stock(sku, stock);
    return ids;
  }

  async stock(sku_id: string, delta: number): Promise<void> {
    await this.command("adjust_stock", { sku_id, delta, reason: "盘点" });
  }

  async available(sku_id: string): Promise<number> {
    const [row] = await this.db.sql<{ sum: string }[]>`
      select coalesce(sum(available), 0) as sum from catalog.stock
       where shop_id = ${this.shop_id} and sku_id = ${sku_id}`;
    return Number(row!.sum);
  }
}
