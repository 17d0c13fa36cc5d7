import assert from "node:assert/strict";
import type { Quote } from "@/contracts/orders.ts";
import type { SavedProduct } from "@/contracts/staff/catalog.ts";
import { WorkItem, WorkPage } from "@/contracts/staff/work.ts";
import type { TestClaims, TestDatabase } from "./database.ts";

/** A line as a buyer asks for it. */
export interface Line {
  sku_id: string;
  quantity: number;
}

/** An order of one SKU. */
export const linesOf = (sku_id: string, quantity = 1): Line[] => [{ sku_id, quantity }];

export interface Placed {
  order_id: string;
  payable_fen: number;
}

export interface Paid extends Placed {
  attempt_id: string;
  transaction: Record<string, unknown>;
}

/** A member's claims, as his token would say them. */
export type Member = TestClaims & { member_id: string };

const contact = {
  sealed: "v2.t1.sealed-in-tests",
  phone_fingerprint: "t1.phone",
  address_fingerprint: "t1.address",
  province: "浙江省",
  city: "杭州市",
};
const appid = "wx0000000000000001";
const mchid = "1900000001";

/** The server acting for somebody, as where it has sealed something for him. */
export function asServer<Claims extends TestClaims>(claims: Claims): Claims {
  return { ...claims, role: "mall_server" };
}

/** New values of a dimension, as a product's form has them. */
export const named = (names: string[]) => names.map((name) => ({ name }));

/** An idempotency key that no other call of the test has. */
export const newKey = () => crypto.randomUUID();

/** A shop with an owner in a test database, and the things people do in it, through the same SQL functions as ever. */
export class Mall {
  readonly owner: TestClaims;

  private constructor(
    readonly db: TestDatabase,
    readonly shop_id: string,
    readonly shop: string,
    owner_id: string,
  ) {
    this.owner = { role: "authenticated", sub: owner_id };
  }

  static async open(db: TestDatabase, shop = "demo"): Promise<Mall> {
    const [row] = await db.sql<{ id: string }[]>`
      select private.create_shop(${shop}, '测试商城', ${appid}, ${mchid}) as id`;
    const owner_id = crypto.randomUUID();
    await db.sql`insert into auth.users (id, email) values (${owner_id}, ${`${owner_id}@test`})`;
    await db.sql`select private.add_staff(${row!.id}, ${owner_id}, '店主', 'owner')`;
    return new Mall(db, row!.id, shop, owner_id);
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
    for (const sku of ids) await this.stock(sku, options.stock ?? 1000);
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

  /** Makes a member a distributor, invited by another one or by nobody. */
  async promote(member: Member, inviter?: Member): Promise<void> {
    const invite = inviter && await this.db.call<{ token: string }>(inviter, "create_invite");
    const [terms] = await this.db.sql<{ terms_version: string }[]>`
      select terms_version from shop.settings where shop_id = ${this.shop_id}`;
    await this.db.call(member, "apply_distributor", {
      idempotency_key: newKey(),
      terms_version: terms!.terms_version,
      ...(invite ? { invite: invite.token } : {}),
    });
    const [row] = await this.db.sql<{ status: string }[]>`
      select status from referral.distributors
       where shop_id = ${this.shop_id} and id = ${member.member_id}`;
    if (row!.status === "approved") return;
    await this.command("review_distributor", {
      distributor_id: member.member_id,
      approve: true,
      reason: "欢迎",
    });
  }

  /** The buyer opens a share of the distributor's. */
  async bind(buyer: Member, distributor: Member): Promise<void> {
    const { token } = await this.db.call<{ token: string }>(distributor, "create_share", {
      page: "home",
      channel: "chat",
    });
    await this.db.call(buyer, "record_click", { share: token });
  }

  /** A first-level and a second-level earner and a buyer bound to the first. */
  async chain(): Promise<{ level1: Member; level2: Member; buyer: Member }> {
    const [level2, level1, buyer] = await this.members(3) as [Member, Member, Member];
    await this.promote(level2);
    await this.promote(level1, level2);
    await this.bind(buyer, level1);
    return { level1, level2, buyer };
  }

  /** A chain whose buyer bought something for so much, and whose commission has settled. */
  async earnings(price_fen: number): Promise<{ level1: Member; level2: Member; buyer: Member }> {
    const chain = await this.chain();
    const [sku_id] = await this.product([price_fen]) as [string];
    const paid = await this.buy(chain.buyer, [{ sku_id, quantity: 1 }]);
    await this.complete(chain.buyer, paid.order_id);
    await this.db.clock.advance(16);
    await this.settle();
    return chain;
  }

  quote(buyer: Member, lines: Line[]): Promise<Quote> {
    return this.db.call<Quote>(buyer, "quote_order", { lines });
  }

  async place(buyer: Member, lines: Line[], key = newKey()): Promise<Placed> {
    const { payable_fen } = await this.quote(buyer, lines);
    return await this.placeAt(buyer, lines, payable_fen, key);
  }

  placeAt(
    buyer: Member,
    lines: Line[],
    payable_fen: number,
    key = newKey(),
    more: { contact?: unknown; remark?: string } = {},
  ): Promise<Placed> {
    return this.db.call<Placed>(asServer(buyer), "place_order", {
      idempotency_key: key,
      lines,
      expected_payable_fen: payable_fen,
      contact,
      ...more,
    });
  }

  /** Begins to pay; answers what WeChat would tell us of the payment. */
  async startPaying(buyer: Member, placed: Placed): Promise<Paid> {
    const intent = await this.db.call<
      { attempt_id: string; out_trade_no: string; amount_fen: number }
    >(
      buyer,
      "start_payment",
      { order_id: placed.order_id },
    );
    return {
      ...placed,
      attempt_id: intent.attempt_id,
      transaction: {
        appid,
        mchid,
        out_trade_no: intent.out_trade_no,
        transaction_id: `42${intent.out_trade_no.slice(0, 26)}`,
        trade_state: "SUCCESS",
        amount: { total: intent.amount_fen, currency: "CNY" },
      },
    };
  }

  /** WeChat tells us of a payment; answers what became of it. */
  notify(paid: Paid, change: Record<string, unknown> = {}, notice_id = newKey()) {
    return this.db.call<{ result: string; reason: string | null }>(
      { role: "mall_wechat" },
      "record_payment_notice",
      {
        shop: this.shop,
        notice: { id: notice_id },
        transaction: { ...paid.transaction, ...change },
      },
    );
  }

  async buy(buyer: Member, lines: Line[]): Promise<Paid> {
    const paid = await this.startPaying(buyer, await this.place(buyer, lines));
    assert.deepEqual(await this.notify(paid), { result: "applied", reason: null });
    return paid;
  }

  async ship(order_id: string, lines: { line_no: number; quantity: number }[] | null = null) {
    await this.command("ship_order", {
      order_id,
      lines,
      carrier: "ZTO",
      tracking_no: "75000000001",
    });
  }

  async receive(buyer: Member, order_id: string): Promise<void> {
    await this.db.call(buyer, "confirm_receipt", { order_id, idempotency_key: newKey() });
  }

  async complete(buyer: Member, order_id: string): Promise<void> {
    await this.ship(order_id);
    await this.receive(buyer, order_id);
  }

  /** Closes the orders whose time is over and about which nobody has to be asked. */
  async closeExpired(): Promise<void> {
    let closed = 1;
    while (closed > 0) {
      const done = await this.db.call<{ closed: number }>(
        { role: "mall_jobs" },
        "claim_expired_orders",
        { batch: 50 },
      );
      closed = done.closed;
    }
  }

  /** Settles all that is due. */
  async settle(batch = 200): Promise<void> {
    let settled = 1;
    while (settled > 0) {
      const done = await this.db.call<{ settled: number }>(
        { role: "mall_jobs" },
        "settle_commissions",
        { batch },
      );
      settled = done.settled;
    }
  }

  /** Asks for a refund; lines null is all that is left. Answers the after-sale's id. */
  async askRefund(
    buyer: Member,
    order_id: string,
    lines: { line_no: number; quantity: number }[] | null,
    kind = "refund_only",
  ): Promise<string> {
    const { id } = await this.db.call<{ id: string }>(buyer, "request_after_sale", {
      idempotency_key: newKey(),
      order_id,
      kind,
      lines,
      reason: "不想要了",
    });
    return id;
  }

  async approveRefund(after_sale_id: string): Promise<{ payable_fen: number }> {
    return await this.command("review_after_sale", {
      after_sale_id,
      approve: true,
      reason: "同意",
    });
  }

  /** WeChat pays back what was approved, if it is anything. */
  async refundArrives(after_sale_id: string): Promise<void> {
    const attempts = await this.db.sql<{ id: string; amount_fen: string }[]>`
      select a.id, a.amount_fen from pay.refund_attempts a
        join pay.refunds r on r.shop_id = a.shop_id and r.id = a.refund_id
       where a.shop_id = ${this.shop_id} and r.after_sale_id = ${after_sale_id}
         and a.status in ('open', 'processing')`;
    for (const { id, amount_fen } of attempts) {
      await this.db.call({ role: "mall_jobs" }, "record_refund_answer", {
        shop_id: this.shop_id,
        refund_attempt_id: id,
        refund: { status: "SUCCESS", refund_id: `50${id}`, amount: { refund: Number(amount_fen) } },
      });
    }
  }

  /** A refund from asking to money; answers what came back, in fen. */
  async refund(
    buyer: Member,
    order_id: string,
    lines: { line_no: number; quantity: number }[] | null = null,
  ): Promise<number> {
    const id = await this.askRefund(buyer, order_id, lines);
    const { payable_fen } = await this.approveRefund(id);
    await this.refundArrives(id);
    return payable_fen;
  }

  withdraw(distributor: Member, amount_fen: number, key = newKey()) {
    return this.db.call<{ id: string; status: string; net_fen: number; fee_fen: number }>(
      distributor,
      "request_withdrawal",
      { idempotency_key: key, amount_fen },
    );
  }

  async balances(distributor: Member): Promise<Record<string, number>> {
    const { balances } = await this.db.call<{ balances: Record<string, number> }>(
      distributor,
      "get_distributor_center",
    );
    return balances;
  }

  /** What waits for a person, of one kind or all. */
  async work(kind: string | null = null): Promise<WorkItem[]> {
    const args = { shop: this.shop, kind, page_size: 100 };
    return WorkPage.parse(await this.db.call(this.owner, "list_work", args)).items;
  }

  async decideWork(
    { id: work_id }: { id: string },
    action: string,
    { who = this.owner, key = newKey(), input = null as unknown, reason = "核对过了" } = {},
  ): Promise<WorkItem> {
    const args = { work_id, action, reason, idempotency_key: key, input };
    return WorkItem.parse(await this.command("decide_work", args, who));
  }

  /** Sends an abnormal refund to the buyer's card, as the server does for staff. */
  async refundToCard({ id: work_id }: { id: string }, card: unknown): Promise<WorkItem> {
    const args = { work_id, reason: "核对过了", card };
    return WorkItem.parse(await this.command("refund_to_card", args, asServer(this.owner)));
  }

  /** The invariants of the books: every test that moves money ends with this. */
  async checkBooks(): Promise<void> {
    const breaches = await this.db.sql`select * from private.ledger_violations()`;
    assert.deepEqual([...breaches], []);
  }
}
