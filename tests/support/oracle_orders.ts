/** For the test of the oracle: orders that are really placed, between rebinds, changes of tier and refunds. */
import fc from "fast-check";
import { openTiers } from "@/tests/support/tiers.ts";
import type { Mall, Member } from "./mall.ts";
import { newKey } from "./mall.ts";
import type { Shelf } from "./random_goods.ts";
import { grid, hour_ms } from "./random_rules.ts";

export const placed_order = fc.record({
  hour: fc.integer(grid),
  buyer: fc.nat(),
  rebind: fc.option(fc.nat(), { freq: 3 }),
  raise: fc.option(fc.record({ who: fc.nat(), tier: fc.integer({ min: 1, max: 5 }) })),
  lines: fc.uniqueArray(
    fc.record({
      pick: fc.integer({ min: 0, max: 23 }),
      quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 999 })),
    }),
    { minLength: 1, maxLength: 6, selector: ({ pick }) => pick },
  ),
  end: fc.constantFrom("paid", "paid", "refunded", "cancelled"),
  take: fc.nat(),
});
export type PlacedOrder = typeof placed_order extends fc.Arbitrary<infer R> ? R : never;

/** Distributors and buyers as the test knows them, apart from the tables. */
export class Crowd {
  readonly tier = new Map<string, number>();
  readonly parent = new Map<string, string>();
  readonly bound = new Map<string, Member>();

  private constructor(
    readonly mall: Mall,
    readonly distributors: Member[],
    readonly buyers: Member[],
  ) {}

  /** Four distributors, three of them below another one; four buyers, of whom one is above who he is bound to. */
  static async gather(mall: Mall): Promise<Crowd> {
    await openTiers(mall, 9);
    await mall.settings({
      binding_mode: "newest",
      max_unpaid_orders: 100,
      discount_from_fen: 5000,
      discount_fen: 777,
    });
    const [a, b, c, d, ...buyers] = await mall.members(7) as [Member, Member, Member, Member];
    const crowd = new Crowd(mall, [a, b, c, d], [...buyers, a]);
    for (const [one, above] of [[a], [b, a], [c, b], [d, a]] as [Member, Member?][]) {
      await mall.promote(one, above);
      crowd.tier.set(one.member_id, 1);
      if (above) crowd.parent.set(one.member_id, above.member_id);
    }
    for (const buyer of crowd.buyers) await crowd.bind(buyer, b);
    return crowd;
  }

  async bind(buyer: Member, distributor: Member): Promise<void> {
    if (buyer === distributor) return;
    await this.mall.bind(buyer, distributor);
    this.bound.set(buyer.member_id, distributor);
  }

  async raise(who: number, tier: number): Promise<void> {
    const { member_id } = this.distributors[who % this.distributors.length]!;
    await this.mall.db.sql`update referral.distributors set tier = ${tier} where id = ${member_id}`;
    this.tier.set(member_id, tier);
  }

  /** Who would earn from what this buyer orders now. */
  earners(buyer: Member): { level1: string; level2: string | null } {
    const level1 = this.bound.get(buyer.member_id)!.member_id;
    const above = this.parent.get(level1) ?? null;
    return { level1, level2: above === buyer.member_id ? null : above };
  }
}

/** Places one drawn order at its hour; `look` sees it before it is paid, and refunded in part, or cancelled. */
export async function placeDrawn(
  crowd: Crowd,
  shelf: Shelf,
  drawn: PlacedOrder,
  noon: number,
  look: (buyer: Member, order_id: string) => Promise<void>,
): Promise<void> {
  const { mall } = crowd;
  const buyer = crowd.buyers[drawn.buyer % crowd.buyers.length]!;
  await mall.db.clock.freeze(new Date(noon + drawn.hour * hour_ms).toISOString());
  if (drawn.rebind !== null) {
    await crowd.bind(buyer, crowd.distributors[drawn.rebind % crowd.distributors.length]!);
  }
  if (drawn.raise) await crowd.raise(drawn.raise.who, drawn.raise.tier);
  const lines = drawn.lines.map(({ pick, quantity }) => ({
    sku_id: shelf.goods[pick]!.sku,
    quantity,
  }));
  const placed = await mall.place(buyer, lines);
  await look(buyer, placed.order_id);
  if (drawn.end === "cancelled") {
    await mall.db.call(buyer, "cancel_order", {
      order_id: placed.order_id,
      idempotency_key: newKey(),
    });
    return;
  }
  await mall.notify(await mall.startPaying(buyer, placed));
  if (drawn.end !== "refunded") return;
  const quantity = 1 + drawn.take % await quantityOf(mall, placed.order_id);
  await mall.refund(buyer, placed.order_id, [{ line_no: 1, quantity }]);
}

async function quantityOf(mall: Mall, order_id: string): Promise<number> {
  const [row] = await mall.db.sql<{ quantity: number }[]>`
    select quantity from trade.order_lines where order_id = ${order_id} and line_no = 1`;
  return row!.quantity;
}
