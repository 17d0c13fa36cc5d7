/** For tests of the risk centre: people with devices and addresses, and what the rules make of them. */
import assert from "node:assert/strict";
import { RiskCaseWhole } from "@/contracts/staff/risk.ts";
import { jobs } from "@/tests/support/database.ts";
import { until } from "@/tests/support/waiting.ts";
import {
  asServer,
  linesOf,
  type Mall,
  type Member,
  newKey,
  type Paid,
} from "@/tests/support/mall.ts";

/** Where a call comes from, as the API says it. */
export interface Signal {
  device?: string;
  address?: string;
  region?: string;
}

/** Where an order goes; everybody has a phone and an address of their own unless said. */
export interface Goes {
  phone?: string;
  address?: string;
}

export const from = (member: Member, signal: Signal): Member => ({ ...member, signal });

/** A member whose sign-in came from there. */
export async function signedIn(mall: Mall, signal: Signal): Promise<Member> {
  const openid = crypto.randomUUID();
  await mall.db.call({ role: "mall_server", signal }, "sign_in", { shop: mall.shop, openid });
  return { ...await mall.member(openid), signal };
}

/** A distributor who signed in from there. */
export async function distributor(mall: Mall, signal: Signal = {}): Promise<Member> {
  const member = await signedIn(mall, signal);
  await mall.promote(member);
  return member;
}

/** A buyer bound to the distributor, seen there. */
export async function buyerOf(mall: Mall, of: Member, signal: Signal = {}): Promise<Member> {
  const buyer = { ...await mall.member(), signal };
  await mall.bind(buyer, of);
  return buyer;
}

export async function placeTo(mall: Mall, buyer: Member, sku_id: string, to: Goes = {}) {
  const { payable_fen } = await mall.quote(buyer, linesOf(sku_id), {
    province: "浙江省",
    city: "杭州市",
  });
  return await mall.placeAt(asServer(buyer), linesOf(sku_id), payable_fen, newKey(), {
    contact: {
      sealed: "v2.t1.sealed-in-tests",
      phone_fingerprint: to.phone ?? `t1.phone-of-${buyer.member_id}`,
      address_fingerprint: to.address ?? `t1.address-of-${buyer.member_id}`,
      province: "浙江省",
      city: "杭州市",
    },
  });
}

/** The buyer orders and pays, and the order goes there. */
export async function buyTo(
  mall: Mall,
  buyer: Member,
  sku_id: string,
  to: Goes = {},
): Promise<Paid> {
  const paid = await mall.startPaying(buyer, await placeTo(mall, buyer, sku_id, to));
  await mall.notify(paid);
  return paid;
}

/** Judges all that happened, once no transaction of another test is older than it. */
export async function judge(mall: Mall): Promise<number> {
  let judged = 0;
  await until("everything judged", async () => {
    const done = await mall.db.call<{ judged: number; more: boolean }>(jobs, "judge_events");
    judged += done.judged;
    const [left] = await mall.db.sql`
      select from ops.events e join ops.watermarks w on w.name = 'risk' where e.xid >= w.xid limit 1`;
    return !done.more && !left;
  });
  const failed = await mall.db.sql`select detail from ops.work where kind = 'judging_failed'`;
  assert.deepEqual([...failed], []);
  return judged;
}

/** Only this rule is on, with its thresholds or these, and weighs so much. */
export async function onlyRule(
  mall: Mall,
  rule: string,
  { weight = 60, ...thresholds }: Record<string, number> = {},
): Promise<void> {
  await mall.db.sql`
    insert into risk.shop_rules (shop_id, rule, is_on, weight, thresholds)
    select ${mall.shop_id}, r.rule, r.rule = ${rule}, ${weight},
           private.default_thresholds(r.thresholds)
             || case when r.rule = ${rule} then ${mall.db.sql.json(thresholds)}::jsonb else '{}' end
      from risk.rules r
    on conflict (shop_id, rule) do update set is_on = excluded.is_on, weight = excluded.weight,
      thresholds = excluded.thresholds`;
}

export interface Found {
  key: string;
  weight: number;
  times: number;
  orders: string[];
}

/** What the rules have found about a distributor, by their keys. */
export async function hitsOf(mall: Mall, of: Member): Promise<Found[]> {
  const rows = await mall.db.sql<Found[]>`
    select h.rule || '/' || h.key as key, h.weight, h.times,
           array(select o.order_id from risk.hit_orders o
                  where o.hit_id = h.id order by o.order_id) as orders
      from risk.hits h where h.shop_id = ${mall.shop_id} and h.distributor_id = ${of.member_id}
     order by 1`;
  return [...rows];
}

export interface Case {
  id: string;
  status: string;
  score: number;
  held_at: Date | null;
}

/** The distributor's cases, the newest first. */
export async function casesOf(mall: Mall, of: Member): Promise<Case[]> {
  const rows = await mall.db.sql<Case[]>`
    select id, status, score, held_at from risk.cases
     where shop_id = ${mall.shop_id} and distributor_id = ${of.member_id} order by id desc`;
  return [...rows];
}

export const wholeCase = async (mall: Mall, case_id: string, who = mall.owner) =>
  RiskCaseWhole.parse(await mall.db.call(who, "get_risk_case", { shop: mall.shop, case_id }));

export const decide = (
  mall: Mall,
  case_id: string,
  decision: string,
  { who = mall.owner, key = newKey() } = {},
) =>
  mall.command<{ status: string }>("decide_risk_case", {
    case_id,
    decision,
    reason: "核实过了",
    idempotency_key: key,
  }, who);

/** The states of a distributor's commission, order by order. */
export async function commissionOf(mall: Mall, of: Member): Promise<Record<string, string>> {
  const rows = await mall.db.sql<{ order_id: string; status: string }[]>`
    select order_id, status from ledger.commissions
     where shop_id = ${mall.shop_id} and distributor_id = ${of.member_id}`;
  return Object.fromEntries(rows.map(({ order_id, status }) => [order_id, status]));
}
