import postgres from "postgres";
import { credentialOf } from "@/shared/seal.ts";
import { sealerFromEnv } from "@/shared/sealer.ts";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import { credentialsOf } from "../../supabase/seed/shop.ts";

type Claims = { role: string } & Record<string, unknown>;

/** A buyer with the claims of the buyer's token. */
export interface Buyer {
  claims: Claims;
  shop_id: string;
  member_id: string;
  openid: string;
}

/** How much of everything the shop has. */
export interface WorldSize {
  products: number;
  skus_each: number;
  distributors: number;
  buyers: number;
}

/** A shop large enough to be loaded. */
export const large: WorldSize = { products: 20, skus_each: 50, distributors: 200, buyers: 600 };

/** Just enough for every case to run. */
export const small: WorldSize = { products: 20, skus_each: 2, distributors: 6, buyers: 20 };

/** A shop with SKUs, and with buyers, each bound to a distributor who has a parent. */
export interface BenchWorld {
  shop: string;
  shop_id: string;
  owner: Claims;
  product_ids: string[];
  sku_ids: string[];
  hot_sku_id: string;
  buyers: Buyer[];
  /** Tokens of shares, to be clicked. */
  shares: string[];
  distributor_ids: string[];
}

export const price_fen = 1000;
export const contact_claims = {
  sealed: "v2.t1.sealed-by-the-bench",
  phone_fingerprint: "phone",
  address_fingerprint: "address",
  province: "浙江省",
  city: "杭州市",
};

const shop = "bench";
const plenty = 1_000_000;

/** Builds the shop through the mall's own SQL functions; `admin_url` is the superuser's. */
export async function buildWorld(
  admin_url: string,
  merchant: MerchantOptions,
  size: WorldSize,
): Promise<BenchWorld> {
  const sql = postgres(admin_url, { max: 8, onnotice: () => {} });
  try {
    return await new Builder(sql, merchant, size).build();
  } finally {
    await sql.end();
  }
}

class Builder {
  #sql: postgres.Sql;
  #shop_id = "";
  #owner: Claims = { role: "authenticated" };

  constructor(
    sql: postgres.Sql,
    private readonly merchant: MerchantOptions,
    private readonly size: WorldSize,
  ) {
    this.#sql = sql;
  }

  async #call<T>(claims: Claims, fn: string, args: Record<string, unknown> = {}): Promise<T> {
    const [row] = await this.#sql.unsafe<{ answer: T }[]>(
      "select private.call_as($1::text::jsonb, $2, $3::text::jsonb) as answer",
      [JSON.stringify(claims), fn, JSON.stringify(args)],
    );
    return row!.answer;
  }

  async build(): Promise<BenchWorld> {
    await this.#openShop();
    const product_ids = await this.#fillShelves();
    const skus = await this.#sql<{ id: string }[]>`
      select id from catalog.skus where shop_id = ${this.#shop_id} order by id`;
    const sku_ids = skus.map(({ id }) => id);
    await inBatches(sku_ids, 8, (sku_id) => this.#stock(sku_id));
    const people = await inBatches(
      range(this.size.distributors),
      8,
      (n) => this.#member(`oBenchDistributor${n}`),
    );
    await this.#promote(people);
    const shares = await inBatches(people, 8, (person) => this.#share(person));
    const bound = await inBatches(range(this.size.buyers), 8, async (n) => {
      const buyer = await this.#member(`oBenchBuyer${n}`);
      await this.#call(buyer.claims, "record_click", { share: shares[n % shares.length] });
      return buyer;
    });
    await this.#sql.unsafe("analyze");
    return {
      shop,
      shop_id: this.#shop_id,
      owner: this.#owner,
      product_ids,
      sku_ids,
      hot_sku_id: sku_ids[0]!,
      buyers: bound,
      shares,
      distributor_ids: people.map(({ member_id }) => member_id),
    };
  }

  async #openShop(): Promise<void> {
    const sql = this.#sql;
    const { appid, mchid } = this.merchant;
    const [row] = await sql<{ id: string }[]>`
      select private.create_shop(${shop}, '压测店', ${appid}, ${mchid}) as id`;
    this.#shop_id = row!.id;
    await this.#storeKeys();
    await sql`
      update shop.settings set distributor_review = 'automatic', max_unpaid_orders = 1000 where shop_id = ${this.#shop_id}`;
    const user_id = crypto.randomUUID();
    await sql`insert into auth.users (id, email) values (${user_id}, 'bench@qingteng.test')`;
    await sql`select private.add_staff(${this.#shop_id}, ${user_id}, '压测', 'owner')`;
    this.#owner = { role: "authenticated", sub: user_id };
  }

  async #storeKeys(): Promise<void> {
    const sealer = sealerFromEnv();
    for (const [kind, serial, value] of credentialsOf(this.merchant)) {
      const sealed = await sealer.seal(credentialOf(this.#shop_id, kind, serial), value);
      await this
        .#sql`select private.put_credential(${this.#shop_id}, ${kind}, ${serial}, ${sealed})`;
    }
  }

  async #fillShelves(): Promise<string[]> {
    const { id: category_id } = await this.#call<{ id: string }>(this.#owner, "save_category", {
      idempotency_key: crypto.randomUUID(),
      shop,
      category: { name: "压测" },
      reason: "压测",
    });
    return await inBatches(range(this.size.products), 4, async (n) => {
      const values = range(this.size.skus_each).map((m) => `规格${m + 1}`);
      const { id } = await this.#call<{ id: string }>(this.#owner, "save_product", {
        idempotency_key: crypto.randomUUID(),
        shop,
        reason: "压测",
        product: {
          category_id,
          title: `压测商品${n + 1}`,
          specs: [{ name: "规格", values: values.map((name) => ({ name })) }],
          skus: values.map((value) => ({ values: [value], price_fen })),
        },
      });
      return id;
    });
  }

  async #stock(sku_id: string): Promise<void> {
    await this.#call(this.#owner, "adjust_stock", {
      shop,
      sku_id,
      delta: plenty,
      reason: "压测",
      idempotency_key: crypto.randomUUID(),
    });
  }

  async #member(openid: string): Promise<Buyer> {
    const { member_id } = await this.#call<{ member_id: string }>(
      { role: "mall_server" },
      "sign_in",
      { shop, openid },
    );
    const shop_id = this.#shop_id;
    return {
      shop_id,
      member_id,
      openid,
      claims: { role: "authenticated", kind: "member", sub: member_id, shop_id, shop, member_id },
    };
  }

  /** A third of them come by themselves, the others by one of these. */
  async #promote(people: Buyer[]): Promise<void> {
    const first = Math.ceil(people.length / 3);
    for (const [n, person] of people.entries()) {
      const inviter = n < first ? undefined : people[n % first];
      const invite = inviter &&
        await this.#call<{ token: string }>(inviter.claims, "create_invite");
      await this.#call(person.claims, "apply_distributor", {
        idempotency_key: crypto.randomUUID(),
        terms_version: "2026-01",
        ...(invite ? { invite: invite.token } : {}),
      });
    }
  }

  async #share(person: Buyer): Promise<string> {
    const { token } = await this.#call<{ token: string }>(person.claims, "create_share", {
      page: "home",
      channel: "chat",
    });
    return token;
  }
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Maps with so many at a time, answers in order. */
export async function inBatches<T, R>(
  items: readonly T[],
  at_once: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = new Array(items.length);
  let next = 0;
  await Promise.all(
    range(at_once).map(async () => {
      for (let n = next++; n < items.length; n = next++) answers[n] = await work(items[n]!);
    }),
  );
  return answers;
}
