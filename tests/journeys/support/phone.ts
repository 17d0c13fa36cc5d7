import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { AfterSale } from "@/contracts/after_sales.ts";
import { Distributor, DistributorCenter } from "@/contracts/distributors.ts";
import { Order, type OrderLineRequest, PlacedOrder, Quote } from "@/contracts/orders.ts";
import { StartedPayment } from "@/contracts/payments.ts";
import { member_topic } from "@/contracts/topics.ts";
import { Click, Share } from "@/contracts/shares.ts";
import { Session, Visitor } from "@/contracts/sign_in.ts";
import { Withdrawal, WithdrawalPackage, WithdrawalPage } from "@/contracts/withdrawals.ts";
import { Live } from "./live.ts";
import { MallClient } from "./mall_client.ts";
import type { Shop } from "./shop.ts";
import { renewed } from "./town.ts";

/** Where to send what is ordered here. */
export const contact = {
  name: "林晓雨",
  phone: "13800001234",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "龙井路1号",
};

/** An order that its buyer has begun to pay. */
export interface Begun {
  order_id: string;
  payable_fen: number;
  payment: StartedPayment;
}

/** The shop whose mini program is on the phone. */
type Visited = Pick<Shop, "town" | "code" | "merchant" | "owner">;

/** Somebody with WeChat and the mini program of one shop: looks, signs in, buys, earns, withdraws. */
export class Phone {
  /** Calls as nobody, a visitor, or the member, whichever the phone's user is by now. */
  readonly api: MallClient;
  session: Session | undefined;
  #visitor: Visitor | undefined;
  readonly #member: () => Promise<string>;

  private constructor(readonly shop: Visited, readonly openid: string) {
    this.#member = renewed(shop.town, () => this.#wxLogin());
    const base = `${shop.town.stack.url}/functions/v1/api/shops/${shop.code}`;
    this.api = new MallClient(base, async () => {
      if (this.session) return await this.#member();
      return this.#visitor?.token ?? null;
    });
  }

  static async of(shop: Visited): Promise<Phone> {
    const { openid } = await shop.town.wechat.user({ appid: shop.merchant.appid });
    return new Phone(shop, openid);
  }

  get id(): string {
    return this.session!.member.id;
  }

  /** Looks around without signing in. */
  async visit(): Promise<void> {
    this.#visitor = await this.api.post("/visitors", Visitor);
  }

  /** wx.login and what follows; a visit before it comes along. */
  async signIn(): Promise<Session> {
    await this.#member();
    return this.session!;
  }

  async #wxLogin(): Promise<string> {
    const code = await this.shop.town.wechat.code(this.openid);
    const nobody = new MallClient(this.api.base, () => Promise.resolve(null));
    this.session = await nobody.post("/sessions", Session, {
      code,
      ...(this.#visitor ? { visitor_token: this.#visitor.token } : {}),
    });
    return this.session.token;
  }

  /** The token as it is now. */
  token(): Promise<string> {
    return this.#member();
  }

  open(share: Share): Promise<Click> {
    return this.api.post("/clicks", Click, { share: share.token, scene: 1007 });
  }

  share(product?: string): Promise<Share> {
    return this.api.post("/shares", Share, {
      page: product ? "product" : "home",
      channel: "chat",
      ...(product ? { product } : {}),
    });
  }

  /** The member's live messages, heard by an unchanged supabase-js with the member's token. */
  async listen(topic = member_topic(this.id)): Promise<Live> {
    const { url, publishable_key } = this.shop.town.stack;
    const client = createClient(url, publishable_key, { accessToken: () => this.token() });
    return await Live.on(client, topic);
  }

  /** Asks to promote, perhaps invited, and the shop agrees. */
  async becomeDistributor(invite?: Share): Promise<Distributor> {
    await this.signIn();
    const { terms_version } = await this.center();
    const applied = await this.api.post("/distributor/application", Distributor, {
      terms_version,
      ...(invite ? { invite: invite.token } : {}),
    });
    assert.equal(applied.status, "applied");
    await this.shop.owner.approveDistributor(applied.id);
    return (await this.center()).distributor!;
  }

  invite(): Promise<Share> {
    return this.api.post("/distributor/invites", Share);
  }

  center(): Promise<DistributorCenter> {
    return this.api.get("/distributor", DistributorCenter);
  }

  async available(): Promise<number> {
    return (await this.center()).balances.available_fen;
  }

  quote(lines: OrderLineRequest[]): Promise<Quote> {
    return this.api.post("/quotes", Quote, { lines });
  }

  /** Orders at the price that is quoted. */
  order(lines: OrderLineRequest[], more: { from_cart?: boolean } = {}): Promise<PlacedOrder> {
    return this.placeUnder(crypto.randomUUID(), lines, more);
  }

  async placeUnder(key: string, lines: OrderLineRequest[], more = {}): Promise<PlacedOrder> {
    const { payable_fen } = await this.quote(lines);
    const body = { lines, expected_payable_fen: payable_fen, contact, ...more };
    return await this.api.post("/orders", PlacedOrder, body, { key });
  }

  startPayment(order_id: string): Promise<StartedPayment> {
    return this.api.post(`/orders/${order_id}/payments`, StartedPayment);
  }

  async begin(lines: OrderLineRequest[]): Promise<Begun> {
    const { order_id, payable_fen } = await this.order(lines);
    return { order_id, payable_fen, payment: await this.startPayment(order_id) };
  }

  /** wx.requestPayment: WeChat checks the signature, and the buyer pays. */
  async pay({ payment }: Pick<Begun, "payment">): Promise<void> {
    const { errMsg } = await this.requestPayment(payment);
    assert.equal(errMsg, "requestPayment:ok");
  }

  requestPayment({ params }: StartedPayment, changes: Partial<StartedPayment["params"]> = {}) {
    const { appid } = this.shop.merchant;
    const { openid } = this;
    return this.shop.town.wechat.requestPayment({ ...params, ...changes, appId: appid, openid });
  }

  /** Orders and pays. */
  async buy(lines: OrderLineRequest[]): Promise<Begun> {
    const begun = await this.begin(lines);
    await this.pay(begun);
    return begun;
  }

  look(order_id: string): Promise<Order> {
    return this.api.get(`/orders/${order_id}`, Order);
  }

  /** The order's status, with the reason when it is closed. */
  async status(order_id: string): Promise<string> {
    const { status, close_reason } = await this.look(order_id);
    return [status, close_reason].filter(Boolean).join(" ");
  }

  cancel(order_id: string): Promise<Order> {
    return this.api.post(`/orders/${order_id}/cancellation`, Order);
  }

  receive(order_id: string): Promise<Order> {
    return this.api.post(`/orders/${order_id}/receipt`, Order);
  }

  /** Wants money back: for these pieces, or for everything. */
  askRefund(order_id: string, lines?: { line_no: number; quantity: number }[]): Promise<AfterSale> {
    return this.api.post("/after-sales", AfterSale, {
      order_id,
      kind: "refund_only",
      reason: "不想要了",
      ...(lines ? { lines } : {}),
    });
  }

  withdraw(amount_fen: number): Promise<Withdrawal> {
    return this.api.post("/withdrawals", Withdrawal, { amount_fen });
  }

  async withdrawal(id: string): Promise<Withdrawal> {
    const { items } = await this.api.get("/withdrawals", WithdrawalPage);
    return items.find((one) => one.id === id)!;
  }

  /** wx.requestMerchantTransfer: the distributor accepts the money. */
  async confirmWithdrawal(id: string): Promise<void> {
    const { params } = await this.api.get(`/withdrawals/${id}/package`, WithdrawalPackage);
    assert.equal(params.openId, this.openid);
    const { errMsg } = await this.shop.town.wechat.requestTransfer(params);
    assert.equal(errMsg, "requestMerchantTransfer:ok");
  }
}
