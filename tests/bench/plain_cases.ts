import pg from "pg";
import type { BenchWorld } from "./world.ts";

/** The twenty products of a list, by hand: nothing of their stock. */
const list = `
  select jsonb_agg(to_jsonb(p))::text
    from (select id, title, subtitle, images[1], min_price_fen, max_price_fen, list_price_fen, sold_count
            from catalog.products
           where shop_id = $1 and status = 'on_sale' order by position, id limit 20) p`;

/** A product with its SKUs, their values and what is left of each, by hand. */
const detail = `
  select (to_jsonb(p) || jsonb_build_object(
      'specs', (select jsonb_agg(jsonb_build_object('name', s.name, 'values', (
                    select jsonb_agg(v.name order by v.position) from catalog.spec_values v
                     where v.shop_id = s.shop_id and v.spec_id = s.id)) order by s.position)
                  from catalog.specs s where s.shop_id = p.shop_id and s.product_id = p.id),
      'skus', (select jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'spec', k.spec,
                    'price_fen', k.price_fen, 'list_price_fen', k.list_price_fen,
                    'available', (select sum(s.available) from catalog.stock s
                                   where s.shop_id = k.shop_id and s.sku_id = k.id))
                    order by k.position)
                 from catalog.skus k where k.shop_id = p.shop_id and k.product_id = p.id),
      'freight_fen', r.freight_fen))::text
    from catalog.products p join shop.settings r on r.shop_id = p.shop_id
   where p.shop_id = $1 and p.id = $2`;

/** A click of somebody who does not exist, so that no buyer's order comes by it. */
const click = `
  insert into referral.clicks (shop_id, slot, share_id, actor_id, id, member_id, clicked_at)
  select $1, date_bin('10 minutes', now(), '2026-01-01 00:00+00'), gen_random_uuid(), one.id,
         gen_random_uuid(), one.id, now()
    from (select gen_random_uuid() as id offset 0) one`;

const change = `
  update catalog.versions set xid = pg_current_xact_id() where shop_id = $1`;

/**
 * What reading a list or a product and recording a click can cost at the least: one statement each, its plan kept on
 * the connection, by the superuser, without HTTP.
 */
export class PlainMall {
  #pool: pg.Pool;

  constructor(readonly world: BenchWorld, url: string, connections = 8) {
    this.#pool = new pg.Pool({ connectionString: url, max: connections });
  }

  async list(): Promise<void> {
    await this.#run("list", list, [this.world.shop_id]);
  }

  async detail(n: number): Promise<void> {
    const { shop_id, product_ids } = this.world;
    await this.#run("detail", detail, [shop_id, product_ids[n % product_ids.length]]);
  }

  async click(): Promise<void> {
    await this.#run("click", click, [this.world.shop_id]);
  }

  /** Has the shop's catalogue change every few milliseconds meanwhile, so that each reading renders. */
  async whileChanging<T>(work: () => Promise<T>): Promise<T> {
    let over = false;
    const changing = (async () => {
      while (!over) {
        await this.#run("change", change, [this.world.shop_id]);
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
    })();
    try {
      return await work();
    } finally {
      over = true;
      await changing;
    }
  }

  async #run(name: string, text: string, values: unknown[]): Promise<void> {
    const { rowCount } = await this.#pool.query({ name, text, values });
    if (rowCount !== 1) throw new Error(`the plain ${name} has found ${rowCount} rows`);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
