import type { SaveTier } from "@/contracts/staff/tiers.ts";
import type { Caller, Claims } from "./caller.ts";
import { jobs } from "./caller.ts";
import { day, type DemoShop, hour, type World } from "./world.ts";

/** What the demo shop asks of its distributors; short periods, so that six weeks of history have gone up and down. */
const tiers: SaveTier[] = [
  {
    ...{ tier: 1, version: 1, name: "青藤推广员", needs: "all" },
    ...{ sales_fen: null, orders: null, buyers: null },
    ...{ within_days: null, valid_days: null, keep_bps: 10_000 },
  },
  {
    ...{ tier: 2, name: "银藤", needs: "any", sales_fen: 150_000, orders: 12, buyers: null },
    ...{ within_days: 30, valid_days: 30, keep_bps: 7_000 },
  },
  {
    ...{ tier: 3, name: "金藤", needs: "all", sales_fen: 450_000, orders: 20, buyers: 7 },
    ...{ within_days: 30, valid_days: 30, keep_bps: 6_000 },
  },
];

/** Three tiers, from the beginning. */
export async function nameTiers(
  caller: Caller,
  at: number,
  owner: Claims,
  shop: DemoShop,
): Promise<void> {
  for (const tier of tiers) {
    await caller.command(at, owner, "save_tier", { shop: shop.code, tier, reason: "开店配置" });
  }
}

/** Evaluated every night; one distributor is given a tier for a while. */
export function planTiers({ caller, timeline, start, staff, shop, distributors }: World): void {
  for (let at = start + 4 * day - (start % day) - 7 * hour; at < timeline.end; at += day) {
    timeline.begin(at, async () => {
      await caller.call(at, jobs, "evaluate_tiers", { batch: 200 });
    });
  }
  timeline.begin(timeline.end - 12 * day, async ({ now }) => {
    await caller.command(now, staff.owner, "pin_tier", {
      ...{ shop: shop.code, distributor_id: distributors.at(-2)!.member.id, tier: 2 },
      ...{
        until: new Date(timeline.end + 18 * day).toISOString(),
        reason: "门店店长，先按银藤结算",
      },
    });
  });
}
