/** For tests of tiers: what a shop asks for, and what became of somebody. */
import { StaffTierChangePage, Tier } from "@/contracts/staff/tiers.ts";
import { TierProgress } from "@/contracts/tiers.ts";
import { jobs } from "./database.ts";
import type { Mall, Member } from "./mall.ts";

const nothing = {
  needs: "all",
  sales_fen: null,
  orders: null,
  buyers: null,
  within_days: null,
  valid_days: null,
  keep_bps: 10_000,
};

export async function saveTier(
  mall: Mall,
  tier: number,
  more: Record<string, unknown>,
  who = mall.owner,
): Promise<Tier> {
  const form = { ...nothing, name: `第${tier}级`, ...more, tier };
  return Tier.parse(await mall.command("save_tier", { tier: form, reason: "定等级" }, who));
}

/** Opens tiers up to this one that nobody reaches by himself, so that a test puts people there. */
export async function openTiers(mall: Mall, most: number): Promise<void> {
  for (let tier = 2; tier <= most; tier++) {
    await saveTier(mall, tier, { sales_fen: tier * 10 ** 10 });
  }
}

/** Evaluates whoever is due, as the tick does; answers how many. */
export async function evaluate(mall: Mall): Promise<number> {
  const { evaluated } = await mall.db.call<{ evaluated: number }>(jobs, "evaluate_tiers");
  return evaluated;
}

/** Lets a night pass. */
export async function night(mall: Mall, days = 1): Promise<void> {
  await mall.db.clock.advance(days);
  await evaluate(mall);
}

export async function tierOf(mall: Mall, distributor: Member): Promise<TierProgress> {
  return TierProgress.parse(await mall.db.call(distributor, "get_my_tier"));
}

/** The history, oldest first, as `cause from>to`. */
export async function pathOf(mall: Mall, { member_id }: Member): Promise<string[]> {
  const page = StaffTierChangePage.parse(
    await mall.db.call(mall.owner, "list_tier_changes", {
      shop: mall.shop,
      distributor_id: member_id,
      page_size: 100,
    }),
  );
  return page.items.map(({ cause, from_tier, to_tier }) => `${cause} ${from_tier}>${to_tier}`)
    .reverse();
}

export function pin(mall: Mall, distributor: Member, more: Record<string, unknown> = {}) {
  const args = { distributor_id: distributor.member_id, tier: 2, reason: "老朋友", ...more };
  return mall.command("pin_tier", args);
}

export function unpin(mall: Mall, distributor: Member) {
  return mall.command("unpin_tier", { distributor_id: distributor.member_id, reason: "到期" });
}
