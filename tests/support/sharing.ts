import assert from "node:assert/strict";
import type { Click, Share } from "@/contracts/shares.ts";
import type { Mall, Member } from "./mall.ts";

const server = { role: "mall_server" };

/** A share of somebody's home page. */
export function shareOf(mall: Mall, sharer: Member, campaign?: string): Promise<Share> {
  return mall.db.call<Share>(sharer, "create_share", {
    page: "home",
    channel: "chat",
    ...(campaign ? { campaign } : {}),
  });
}

/** A member opens a share of somebody's. */
export async function click(
  mall: Mall,
  buyer: Member,
  sharer: Member,
  campaign?: string,
): Promise<Click> {
  const { token } = await shareOf(mall, sharer, campaign);
  return await mall.db.call<Click>(buyer, "record_click", { share: token });
}

/** A visitor opens a share of somebody's. */
export async function visit(mall: Mall, visitor: string, sharer: Member): Promise<Click> {
  const { token } = await shareOf(mall, sharer);
  return await mall.db.call<Click>(server, "record_visitor_click", {
    shop: mall.shop,
    visitor,
    share: token,
  });
}

/** Signs a new person in who browsed as that visitor. */
export async function signIn(
  mall: Mall,
  visitor: string,
  openid = crypto.randomUUID(),
): Promise<Member> {
  const { member_id } = await mall.db.call<{ member_id: string }>(server, "sign_in", {
    shop: mall.shop,
    openid,
    visitor,
  });
  const { shop_id, shop } = mall;
  return { role: "authenticated", kind: "member", sub: member_id, shop_id, shop, member_id };
}

/** Whom a buyer is bound to. */
export async function boundTo(mall: Mall, buyer: Member): Promise<string | null> {
  const rows = await mall.db.sql<{ distributor_id: string }[]>`
    select distributor_id from referral.bindings
     where shop_id = ${mall.shop_id} and member_id = ${buyer.member_id} and ended_at is null`;
  assert.ok(rows.length <= 1);
  return rows[0]?.distributor_id ?? null;
}

/** The first and the second level of what a buyer would order now. */
export async function earners(mall: Mall, buyer: Member) {
  const [row] = await mall.db.sql<{ level1_id: string | null; level2_id: string | null }[]>`
    select level1_id, level2_id from private.beneficiaries(${mall.shop_id}, ${buyer.member_id})`;
  return [row!.level1_id, row!.level2_id];
}

/** Staff decide about a distributor. */
export function decide(mall: Mall, fn: string, distributor: Member) {
  return mall.command(fn, {
    distributor_id: distributor.member_id,
    reason: "试验",
  });
}
