import assert from "node:assert/strict";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { AfterSale } from "@/contracts/after_sales.ts";
import { shop_topic } from "@/contracts/topics.ts";
import { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { StaffOrder, StaffOrderPage } from "@/contracts/staff/orders.ts";
import { Withdrawal } from "@/contracts/withdrawals.ts";
import { Live } from "./live.ts";
import { MallClient } from "./mall_client.ts";
import { renewed, type Town } from "./town.ts";

export const password = "a long password of the journeys";

interface PartOfLine {
  line_no: number;
  quantity: number;
}

/** Somebody of the staff, signed in with an unchanged supabase-js. */
export class Desk {
  readonly api: MallClient;

  private constructor(
    readonly user_id: string,
    readonly email: string,
    private readonly client: SupabaseClient,
    private readonly shop: string,
    /** The staff member's current token. */
    readonly accessToken: () => Promise<string>,
    base: string,
  ) {
    this.api = new MallClient(base, accessToken);
  }

  /** A new account of Supabase Auth; what it may do in a shop is said elsewhere. */
  static async hire(town: Town, shop: string): Promise<Desk> {
    const { url, secret_key, publishable_key } = town.stack;
    const email = `${crypto.randomUUID()}@journey.example`;
    const options = { auth: { persistSession: false, autoRefreshToken: false } };
    const { data, error } = await createClient(url, secret_key, options).auth.admin.createUser({
      email,
      password,
      email_confirm: true,
    });
    assert.equal(error, null);
    const client = createClient(url, publishable_key, options);
    const token = renewed(town, async () => {
      const { data, error } = await client.auth.signInWithPassword({ email, password });
      assert.equal(error, null);
      return data.session!.access_token;
    });
    return new Desk(
      data.user!.id,
      email,
      client,
      shop,
      token,
      `${url}/functions/v1/api/shops/${shop}`,
    );
  }

  /** What happens in the shop, live. */
  async watch(shop_id: string): Promise<Live> {
    await this.accessToken();
    return await Live.on(this.client, shop_topic(shop_id));
  }

  /** Gives the shop another name. */
  async rename(name: string): Promise<void> {
    await this.accessToken();
    const idempotency_key = crypto.randomUUID();
    const args = { shop: this.shop, theme: { name }, reason: "换招牌", idempotency_key };
    const { error } = await this.client.schema("api").rpc("update_shop", args);
    assert.equal(error, null);
  }

  approveDistributor(distributor: string): Promise<StaffDistributor> {
    const path = `/staff/distributors/${distributor}/review`;
    return this.api.post(path, StaffDistributor, { approve: true, reason: "欢迎" });
  }

  orders(): Promise<StaffOrderPage> {
    return this.api.get("/staff/orders", StaffOrderPage);
  }

  order(order_id: string): Promise<StaffOrder> {
    return this.api.get(`/staff/orders/${order_id}`, StaffOrder);
  }

  ship(order_id: string, lines?: PartOfLine[]): Promise<StaffOrder> {
    return this.api.post(`/staff/orders/${order_id}/shipments`, StaffOrder, {
      carrier: "ZTO",
      tracking_no: `7500${crypto.getRandomValues(new Uint32Array(1))[0]}`,
      ...(lines ? { lines } : {}),
    });
  }

  approveAfterSale(after_sale: string): Promise<AfterSale> {
    const path = `/staff/after-sales/${after_sale}/review`;
    return this.api.post(path, AfterSale, { approve: true, reason: "同意" });
  }

  approveWithdrawal(withdrawal: string): Promise<Withdrawal> {
    return this.#reviewWithdrawal(withdrawal, true);
  }

  rejectWithdrawal(withdrawal: string): Promise<Withdrawal> {
    return this.#reviewWithdrawal(withdrawal, false);
  }

  #reviewWithdrawal(withdrawal: string, approve: boolean): Promise<Withdrawal> {
    const path = `/staff/withdrawals/${withdrawal}/review`;
    return this.api.post(path, Withdrawal, {
      approve,
      reason: approve ? "核对无误" : "订单已退款",
    });
  }
}
