/** For tests of commission: the terms that an order keeps. */
import type { Commission } from "@/contracts/distributors.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";

export const of = (...skus: string[]) => skus.map((sku_id) => ({ sku_id, quantity: 2 }));

export async function saveRule(
  mall: Mall,
  level1_bps: number,
  level2_bps: number,
  levels = 2,
): Promise<void> {
  const rule = { level1_bps, level2_bps, cap_bps: 2000, levels };
  await mall.command("save_commission_rule", { rule, reason: "调整" });
}

export const mine = async (mall: Mall, member: Member) =>
  (await mall.db.call<{ items: Commission[] }>(member, "list_commissions")).items;
