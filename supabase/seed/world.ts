import type { SealedContact } from "@/contracts/server.ts";
import type { Caller, Claims } from "./caller.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { WechatPast } from "./wechat/mod.ts";

export interface DemoShop {
  id: string;
  code: string;
  appid: string;
  mchid: string;
}

export interface DemoSku {
  id: string;
  price_fen: number;
}

export interface DemoProduct {
  id: string;
  appeal: number;
  skus: DemoSku[];
}

export interface DemoMember {
  id: string;
  openid: string;
  nickname: string;
  claims: Claims;
  contact: SealedContact;
  /** When the member first signed in, ms. */
  since: number;
}

/** A member who promotes, with the shares and invitations to hand out. */
export interface DemoDistributor {
  member: DemoMember;
  shares: { token: string; product?: DemoProduct }[];
  /** How far the distributor's shares reach, 1 to 9. */
  reach: number;
}

export interface DemoStaff {
  owner: Claims;
  finance: Claims;
  support: Claims;
}

/** Everything the story is told with. */
export interface World {
  random: Random;
  caller: Caller;
  timeline: Timeline;
  wechat: WechatPast;
  shop: DemoShop;
  staff: DemoStaff;
  products: DemoProduct[];
  members: DemoMember[];
  distributors: DemoDistributor[];
  /** First moment of the story, ms. */
  start: number;
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An idempotency key that is the same at every run. */
export function keyOf(random: Random): string {
  return `seed-${random.text(20)}`;
}
