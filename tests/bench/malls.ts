import { HttpMall } from "./http_cases.ts";
import { PlainMall } from "./plain_cases.ts";
import { MinimalMall, RowsMall, SqlMall } from "./sql_cases.ts";
import type { BenchStack } from "./stack.ts";
import type { BenchWorld } from "./world.ts";

/** One world, called in every way that is compared. */
export class Malls {
  #n = 0;

  private constructor(
    readonly world: BenchWorld,
    /** Over HTTP, as phones and WeChat call. */
    readonly http: HttpMall,
    /** The same SQL functions without HTTP. */
    readonly sql: SqlMall,
    /** An order's rows without the rules. */
    readonly rows: RowsMall,
    /** The least that an order can be. */
    readonly minimal: MinimalMall,
    /** The least that reading and clicking can be. */
    readonly plain: PlainMall,
  ) {}

  static async open(stack: BenchStack, world: BenchWorld): Promise<Malls> {
    const admin_url = stack.databaseUrl("supabase_admin");
    return new Malls(
      world,
      await HttpMall.open(stack, world),
      new SqlMall(world, stack.databaseUrl),
      await RowsMall.create(world, admin_url),
      await MinimalMall.create(world, admin_url),
      new PlainMall(world, admin_url),
    );
  }

  /** The buyers take turns. */
  buyer() {
    return this.sql.buyer(this.#n++);
  }

  sku(): string {
    return this.world.sku_ids[(this.#n * 7) % this.world.sku_ids.length]!;
  }

  async close(): Promise<void> {
    this.http.close();
    await Promise.all(
      [this.sql, this.rows, this.minimal, this.plain].map((mall) => mall.close()),
    );
  }
}
