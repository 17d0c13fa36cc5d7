/** For tests of who is bound: two distributors, and cards that a member opens. */
import { Mall, type Member } from "@/tests/support/mall.ts";

/** Two distributors in a shop whose clock stands at the beginning of a slot of ten minutes. */
export async function twoDistributors(mall: Mall): Promise<[Member, Member]> {
  await mall.db.clock.setNow("2026-03-02T02:00:00Z");
  await mall.db.clock.freeze();
  const both = await mall.members(2) as [Member, Member];
  for (const one of both) await mall.promote(one);
  return both;
}

/** Whose share a member opened last, as an order placed now would keep it. */
export async function lastSharer(mall: Mall, member: Member): Promise<string | undefined> {
  const [row] = await mall.db.sql<{ sharer_id: string }[]>`
    select s.sharer_id from private.last_click(${mall.shop_id}, ${member.member_id}) l
      join referral.shares s on s.shop_id = ${mall.shop_id} and s.id = l.share_id`;
  return row?.sharer_id;
}
