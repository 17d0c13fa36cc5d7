import { jobs } from "../database.ts";
import { Refunds } from "./refunds.ts";
import { type Member, newKey } from "./shop.ts";

/** What distributors do: bind buyers, earn, withdraw. */
export class Distribution extends Refunds {
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

  /** Settles all that is due. */
  async settle(batch = 200): Promise<void> {
    let settled = 1;
    while (settled > 0) {
      const done = await this.db.call<{ settled: number }>(
        jobs,
        "settle_commissions",
        { batch },
      );
      settled = done.settled;
    }
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
}
