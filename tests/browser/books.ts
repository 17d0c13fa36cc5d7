import postgres from "postgres";
import { openCase } from "./risk_case.ts";

/** Things of the demo shop that pages can be opened with. */
export interface Things {
  product: string;
  sku: string;
  /** An order of the viewer's own. */
  order: string;
  distributor: string;
  /** A topic of the shop's pages. */
  topic: string;
  /** A training article of the shop's. */
  article: string;
  /** The personal link of an old customer, who has not come. */
  personal_link: string;
  /** A case of the risk centre about the distributor. */
  case: string;
  /** Paid orders, one with all its goods still here, one of which a parcel has left. */
  unshipped: string;
  shipped: string;
}

/** An order as the books have it. */
export interface KeptOrder {
  id: string;
  number: string;
  status: string;
  payable_fen: number;
  /** What the first and the second level earn by it. */
  commission_fen: Record<1 | 2, number>;
}

/** Openid of the n-th member of the demo shop; the first twelve are its distributors. */
export const demoMember = (n: number) => `oQingteng${String(n).padStart(3, "0")}demo000000000000`;

/** What the database says, to hold the screens against. */
export class Books {
  readonly #sql: postgres.Sql;

  constructor(database_url: string) {
    this.#sql = postgres(database_url, { max: 1, onnotice: () => {} });
  }

  /** The number under which an order was paid. */
  async paidUnder(order_id: string): Promise<string> {
    const [row] = await this.#sql<{ number: string }[]>`
      select pay.wechat_number(o.paid_attempt_id) as number from trade.orders o where o.id = ${order_id}`;
    return row!.number;
  }

  /** All orders of somebody, newest first. */
  async orders(openid: string): Promise<KeptOrder[]> {
    const rows = await this.#sql`
      select o.id, o.number, o.status, o.payable_fen,
             coalesce(sum(c.commission_fen) filter (where c.level = 1), 0) as level1_fen,
             coalesce(sum(c.commission_fen) filter (where c.level = 2), 0) as level2_fen
        from person.identities p
        join trade.orders o on o.shop_id = p.shop_id and o.member_id = p.member_id
        left join ledger.commissions c on c.shop_id = o.shop_id and c.order_id = o.id
       where p.openid = ${openid}
       group by o.shop_id, o.id order by o.placed_at desc`;
    return rows.map(({ id, number, status, payable_fen, level1_fen, level2_fen }) => ({
      ...{ id, number, status, payable_fen: Number(payable_fen) },
      commission_fen: { 1: Number(level1_fen), 2: Number(level2_fen) },
    }));
  }

  async lastOrder(openid: string): Promise<KeptOrder> {
    const [order] = await this.orders(openid);
    if (!order) throw new Error(`${openid} has no order`);
    return order;
  }

  /** Successful payments of an order. */
  async payments(order_id: string): Promise<number> {
    const [row] = await this.#sql`
      select count(*)::int as count from pay.attempts
       where order_id = ${order_id} and status = 'paid'`;
    return row!.count;
  }

  /** How many withdrawals somebody ever asked for. */
  async withdrawals(openid: string): Promise<number> {
    const [row] = await this.#sql`
      select count(*)::int as count from pay.withdrawals w
        join person.identities p on p.shop_id = w.shop_id and p.member_id = w.distributor_id
       where p.openid = ${openid}`;
    return row!.count;
  }

  /** The distributors with most to withdraw and no withdrawal under way, richest first. */
  async rich(): Promise<string[]> {
    const rows = await this.#sql`
      select p.openid from referral.distributors d
        join person.identities p on p.shop_id = d.shop_id and p.member_id = d.id
       where d.status = 'approved'
         and not exists (select from pay.withdrawals w
                          where w.shop_id = d.shop_id and w.distributor_id = d.id
                            and w.status not in ('paid', 'rejected', 'failed', 'cancelled'))
       order by (private.balances_json(d.shop_id, d.id) ->> 'available_fen')::bigint desc`;
    return rows.map(({ openid }) => openid);
  }

  /** A product with a choice of SKUs, and an order and the distributor of this person. */
  async things(openid: string): Promise<Things> {
    const [row] = await this.#sql<Omit<Things, "case">[]>`
      select k.product_id as product, min(k.id::text) as sku, d.id as distributor,
             (select o.id from trade.orders o where o.shop_id = d.shop_id and o.member_id = d.id
               order by o.paid_at desc nulls last limit 1) as order,
             (select o.id from trade.orders o where o.shop_id = d.shop_id and o.status = 'paid'
               order by o.placed_at limit 1) as unshipped,
             (select o.id from trade.orders o where o.shop_id = d.shop_id and o.status = 'shipped'
               order by o.placed_at desc limit 1) as shipped,
             (select t.id from shop.pages t where t.shop_id = d.shop_id and t.kind = 'topic'
               order by t.id desc limit 1) as topic,
             (select a.id from referral.articles a where a.shop_id = d.shop_id
               order by a.position limit 1) as article,
             (select e.token from person.imported e where e.shop_id = d.shop_id
                 and e.kind = 'customer' and e.state = 'waiting' and e.member_id is null
               order by e.line limit 1) as personal_link
        from person.identities p
        join referral.distributors d on d.shop_id = p.shop_id and d.id = p.member_id
        join catalog.products c on c.shop_id = d.shop_id and c.status = 'on_sale'
        join catalog.skus k on k.shop_id = c.shop_id and k.product_id = c.id
       where p.openid = ${openid}
       group by d.shop_id, d.id, k.product_id having count(*) > 1 order by k.product_id limit 1`;
    return { ...row!, case: await openCase(this.#sql, openid) };
  }

  /** A case about a distributor that holds what it concerns; its id. */
  holdingCase(openid: string): Promise<string> {
    return openCase(this.#sql, openid, 60);
  }

  /** The tier of a distributor, and the lowest and highest price of a product's SKUs, in fen. */
  async priced(openid: string, product: string): Promise<{ tier: number; prices: number[] }> {
    const [row] = await this.#sql`
      select d.tier, array[min(k.price_fen), max(k.price_fen)]::int[] as prices
        from person.identities p
        join referral.distributors d on d.shop_id = p.shop_id and d.id = p.member_id
        join catalog.skus k on k.shop_id = d.shop_id and k.status = 'on_sale'
       where p.openid = ${openid} and k.product_id = ${product} group by d.tier`;
    return { tier: row!.tier, prices: row!.prices };
  }

  /** The work list holds a row of each of some kinds, about this order. */
  async fillWork(order_id: string): Promise<void> {
    const message =
      "NOT_ENOUGH 商户运营账户余额不足，请充值后重试；用户帐户异常时请联系用户核实后再发起";
    for (const kind of ["refund_abnormal", "unsent_shipping", "transfer_open", "wechat_reminder"]) {
      const detail = { order_id, amount_fen: 12345, code: "NOT_ENOUGH", message };
      await this.#sql`
        select private.add_work(o.shop_id, ${kind}, o.id, ${this.#sql.json(detail)})
          from trade.orders o where o.id = ${order_id}`;
    }
  }

  /** Somebody was invited to the demo shop by a link with this token. */
  async invite(token: string): Promise<void> {
    await this.#sql`
      select private.invite(s.id, 'lin.xiaoqing@example.com', '林小青', 'support', given.hash)
        from shop.shops s, (select encode(sha256(${token}::text::bytea), 'hex') as hash) given
       where s.code = 'qingteng'
         and not exists (select from shop.invitations i where i.token_hash = given.hash)`;
  }

  /** Some order of the demo shop. */
  async anyOrder(): Promise<{ id: string }> {
    const [row] = await this.#sql<{ id: string }[]>`select id from trade.orders limit 1`;
    return row!;
  }

  /** What is wrong in the ledger: nothing, ever. */
  async violations(): Promise<unknown[]> {
    return [...await this.#sql`select * from private.ledger_violations()`];
  }

  /** Nobody's session at the dashboard can be renewed any more. */
  async endSessions(): Promise<void> {
    await this.#sql`delete from auth.local_refresh_tokens`;
  }

  async close(): Promise<void> {
    await this.#sql.end();
  }
}
