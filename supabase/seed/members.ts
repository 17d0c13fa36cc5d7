import type { Contact } from "@/contracts/members.ts";
import type { Sealer } from "@/shared/seal.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { type Claims, server } from "./caller.ts";
import { nicknames, places, receivers } from "./data/people.ts";
import type { Random } from "./random.ts";
import { type DemoMember, hour, type World } from "./world.ts";

/** Which member: the position in the list of nicknames. */
export function openidOf(n: number): string {
  return `oQingteng${String(n + 1).padStart(3, "0")}demo000000000000`;
}

/**
 * Signs a member in for the first time, perhaps after opening a share as a visitor, and saves the member's name and
 * address.
 */
export async function signIn(
  world: Omit<World, "members">,
  sealer: Sealer,
  n: number,
  at: number,
  share?: string,
): Promise<DemoMember> {
  const { caller, shop } = world;
  const random = world.random.fork(1000 + n);
  const visitor = share === undefined
    ? null
    : await visit(world, share, at - random.int(1, 30) * 60_000);
  const openid = openidOf(n);
  const args = { shop: shop.code, openid, visitor };
  const { member_id } = await caller.call<{ member_id: string }>(at, server, "sign_in", args);
  const claims: Claims = {
    ...{ role: "authenticated", aud: "authenticated", sub: member_id, kind: "member" },
    ...{ shop_id: shop.id, shop: shop.code, member_id },
  };
  const nickname = nicknames[n]!;
  await caller.call(at + 20_000, claims, "update_profile", { nickname });
  const owner = { shop_id: shop.id, member_id };
  const contacts = await Promise.all(
    contactsOf(random, n).map((contact) => sealContact(sealer, owner, contact)),
  );
  for (const [place, contact] of contacts.entries()) {
    const address = { contact, is_default: place === 0 };
    const args = { address, idempotency_key: crypto.randomUUID() };
    const for_member = { ...claims, role: "mall_server" };
    await caller.call(at + hour + place * 1000, for_member, "save_address", args);
  }
  return { id: member_id, openid, nickname, claims, contact: contacts[0]!, since: at + 2 * hour };
}

/** Somebody not signed in opens a share; answers the visitor. */
export async function visit(
  { caller, shop }: Pick<World, "caller" | "shop">,
  share: string,
  at: number,
): Promise<string> {
  const { visitor_id } = await caller.call<{ visitor_id: string }>(
    ...[at, server, "create_visitor", { shop: shop.code }] as const,
  );
  const click = { shop: shop.code, visitor: visitor_id, share, scene: 1007 };
  await caller.call(at + 1000, server, "record_visitor_click", click);
  return visitor_id;
}

/** One address, every third member two. */
function contactsOf(random: Random, n: number): Contact[] {
  const here = places[n % places.length]!;
  const there = places[(n * 7 + 3) % places.length]!;
  return [here, ...(n % 3 === 0 ? [there] : [])].map((
    [province, city, district, street],
    place,
  ) => ({
    name: receivers[(n + place) % receivers.length]!,
    phone: `1380000${String(1000 + n * 10 + place)}`,
    province,
    city,
    district,
    detail: `${street} ${random.int(1, 18)} 幢 ${random.int(1, 32)}0${random.int(1, 4)} 室`,
  }));
}
