import assert from "node:assert/strict";
import type { Destination, Quote } from "@/contracts/orders.ts";
import { jobs } from "../database.ts";
import { asServer, type Member, newKey, Shop } from "./shop.ts";

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

export const appid = "wx0000000000000001";
export const mchid = "1900000001";

const region = { province: "浙江省", city: "杭州市" };

/** Where a buyer's orders go: everybody lives alone. */
const contactOf = ({ member_id }: Member) => ({
  sealed: "v2.t1.sealed-in-tests",
  phone_fingerprint: `t1.phone-of-${member_id}`,
  address_fingerprint: `t1.address-of-${member_id}`,
  ...region,
});

/** What buyers do: order, pay, receive. */
export class Sales extends Shop {
  quote(buyer: Member, lines: Line[], destination: Destination | null = null): Promise<Quote> {
    return this.db.call<Quote>(buyer, "quote_order", { lines, destination });
  }

  async place(buyer: Member, lines: Line[], key = newKey()): Promise<Placed> {
    const { payable_fen } = await this.quote(buyer, lines, region);
    return await this.placeAt(buyer, lines, payable_fen, key);
  }

  placeAt(
    buyer: Member,
    lines: Line[],
    payable_fen: number,
    key = newKey(),
    more: { contact?: unknown; remark?: string; from_cart?: boolean } = {},
  ): Promise<Placed> {
    return this.db.call<Placed>(asServer(buyer), "place_order", {
      idempotency_key: key,
      lines,
      expected_payable_fen: payable_fen,
      contact: contactOf(buyer),
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
        jobs,
        "claim_expired_orders",
        { batch: 50 },
      );
      closed = done.closed;
    }
  }
}
