import pg from "pg";
import { contact_claims, price_fen } from "./world.ts";
import type { BenchWorld, Buyer } from "./world.ts";

const statement = "select private.call_as($1::jsonb, $2, $3::jsonb)";
const as_text = { getTypeParser: () => (value: string) => value };

/** One order on its way from being placed to being paid. */
export interface BenchOrder {
  buyer: Buyer;
  order_id: string;
  transaction: Record<string, unknown>;
}

/** The mall's SQL functions, called directly: the same statement and logins as the functions use, no HTTP. */
export class SqlMall {
  #api: pg.Pool;
  #wechat: pg.Pool;

  constructor(
    readonly world: BenchWorld,
    readonly urlOf: (role: string) => string,
    connections = 8,
  ) {
    this.#api = new pg.Pool({ connectionString: urlOf("mall_api"), max: connections });
    this.#wechat = new pg.Pool({ connectionString: urlOf("mall_wechat"), max: connections });
  }

  async #call(pool: pg.Pool, claims: unknown, fn: string, args: unknown): Promise<string> {
    const { rows } = await pool.query<[string]>({
      text: statement,
      values: [JSON.stringify(claims), fn, JSON.stringify(args)],
      rowMode: "array",
      types: as_text,
    });
    return rows[0]![0];
  }

  buyer(n: number): Buyer {
    return this.world.buyers[n % this.world.buyers.length]!;
  }

  async place(buyer: Buyer, sku_id: string): Promise<string> {
    const text = await this.#call(
      this.#api,
      { ...buyer.claims, role: "mall_server" },
      "place_order",
      {
        idempotency_key: crypto.randomUUID(),
        lines: [{ sku_id, quantity: 1 }],
        expected_payable_fen: price_fen,
        contact: contact_claims,
        remark: null,
        from_cart: false,
      },
    );
    return JSON.parse(text).order_id;
  }

  /** Makes the attempt that WeChat would be asked about, and what WeChat would tell of it. */
  async startPaying(buyer: Buyer, order_id: string): Promise<BenchOrder> {
    const intent = JSON.parse(
      await this.#call(this.#api, buyer.claims, "start_payment", { order_id }),
    );
    return {
      buyer,
      order_id,
      transaction: {
        appid: intent.appid,
        mchid: intent.mchid,
        out_trade_no: intent.out_trade_no,
        transaction_id: `42${intent.out_trade_no.slice(2)}`,
        trade_type: "JSAPI",
        trade_state: "SUCCESS",
        trade_state_desc: "支付成功",
        bank_type: "OTHERS",
        success_time: new Date().toISOString(),
        payer: { openid: intent.openid },
        amount: { total: intent.amount_fen, payer_total: intent.amount_fen, currency: "CNY" },
      },
    };
  }

  async startAll(placed: { buyer: Buyer; order_id: string }[]): Promise<BenchOrder[]> {
    const orders = [];
    for (const { buyer, order_id } of placed) orders.push(await this.startPaying(buyer, order_id));
    return orders;
  }

  async pay(order: BenchOrder): Promise<void> {
    const text = await this.#call(this.#wechat, { role: "mall_wechat" }, "record_payment_notice", {
      shop: this.world.shop,
      notice: { id: crypto.randomUUID(), event_type: "TRANSACTION.SUCCESS" },
      transaction: order.transaction,
    });
    if (JSON.parse(text).result !== "applied") throw new Error(`payment: ${text}`);
  }

  /** What autovacuum does after a while: fresh statistics, and no plan from when the tables were empty. */
  async analyze(): Promise<void> {
    const admin = new pg.Client({ connectionString: this.urlOf("supabase_admin") });
    await admin.connect();
    await admin.query("analyze");
    await admin.end();
  }

  async close(): Promise<void> {
    await Promise.all([this.#api.end(), this.#wechat.end()]);
  }
}

/** The hand-written minimum of minimal.sql, called the same way. */
export class MinimalMall {
  #pool: pg.Pool;

  constructor(readonly world: BenchWorld, url: string, connections = 8) {
    this.#pool = new pg.Pool({ connectionString: url, max: connections });
  }

  static async create(world: BenchWorld, url: string): Promise<MinimalMall> {
    const mall = new MinimalMall(world, url);
    await mall.#pool.query(await Deno.readTextFile(new URL("minimal.sql", import.meta.url)));
    await mall.#fill(world);
    return mall;
  }

  /** The same SKUs and buyers; every buyer has a referrer who has one. */
  async #fill({ sku_ids, buyers, distributor_ids }: BenchWorld): Promise<void> {
    const half = Math.ceil(distributor_ids.length / 2);
    const referrer = (n: number) => distributor_ids[half + n % (distributor_ids.length - half)];
    const members: [string, string | null | undefined][] = [
      ...distributor_ids.map((id, n): [string, string | null] =>
        n < half ? [id, null] : [id, distributor_ids[n - half]!]
      ),
      ...buyers.map(({ member_id }, n): [string, string | undefined] => [member_id, referrer(n)]),
    ];
    await this.#pool.query(
      "insert into minimal.members select * from unnest($1::uuid[], $2::uuid[])",
      [members.map(([id]) => id), members.map(([_, referrer_id]) => referrer_id)],
    );
    await this.#pool.query("insert into minimal.skus select unnest($1::uuid[]), 1000", [sku_ids]);
    await this.#pool.query("insert into minimal.stock select id, 1000000000 from minimal.skus");
  }

  async place(member_id: string, sku_id: string): Promise<string> {
    const { rows } = await this.#pool.query("select minimal.place($1, $2, 1)", [member_id, sku_id]);
    return rows[0].place;
  }

  async pay(order_id: string): Promise<void> {
    await this.#pool.query("select minimal.pay($1)", [order_id]);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** The mall's own rows, written by rows.sql without any of its rules. */
export class RowsMall {
  #pool: pg.Pool;

  constructor(readonly world: BenchWorld, url: string, connections = 8) {
    this.#pool = new pg.Pool({ connectionString: url, max: connections });
  }

  static async create(world: BenchWorld, url: string): Promise<RowsMall> {
    const mall = new RowsMall(world, url);
    await mall.#pool.query(await Deno.readTextFile(new URL("rows.sql", import.meta.url)));
    return mall;
  }

  async place({ shop_id, member_id }: Buyer, sku_id: string): Promise<string> {
    const { rows } = await this.#pool.query("select rows.place($1, $2, $3, $4)", [
      shop_id,
      member_id,
      sku_id,
      crypto.randomUUID(),
    ]);
    return rows[0].place;
  }

  async pay({ buyer, transaction }: BenchOrder): Promise<void> {
    await this.#pool.query("select rows.pay($1, $2::jsonb)", [
      buyer.shop_id,
      JSON.stringify(transaction),
    ]);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
