import type { PromoterTotals } from "@/contracts/promoting.ts";
import type { Mall, Member } from "./mall.ts";

/** Counts a distributor's figures over the raw rows, written apart from the SQL that it judges. */

const hour_ms = 3_600_000;
/** The day of a moment in Shanghai, which is UTC+8 the year round. */
export const dayOf = (at: Date) => new Date(at.getTime() + 8 * hour_ms).toISOString().slice(0, 10);

interface Opened {
  id: string;
  person: string;
}
interface Bought {
  id: string;
  member_id: string;
  level1_id: string | null;
  paid_at: Date;
  goods_fen: number;
  refunded_fen: number;
}
interface Promised {
  level: number;
  status: string;
  commission_fen: number;
  reversed_fen: number;
  created_at: Date;
}

/** When a time-ordered id was made. */
const momentOf = (id: string) => new Date(parseInt(id.replaceAll("-", "").slice(0, 12), 16));

export async function countedFigures(
  mall: Mall,
  one: Member,
  days: number,
): Promise<PromoterTotals> {
  const { sql } = mall.db;
  const [clock] = await sql<{ now: Date }[]>`select private.now() as now`;
  const until = dayOf(clock!.now);
  const since = dayOf(new Date(clock!.now.getTime() - (days - 1) * 24 * hour_ms));
  const isIn = (at: Date) => dayOf(at) >= since && dayOf(at) <= until;

  const clicks = (await sql<Opened[]>`
    select c.id, coalesce(c.member_id, c.actor_id) as person from referral.clicks c
      join referral.shares s on s.id = c.share_id where s.sharer_id = ${one.member_id}`)
    .filter(({ id }) => isIn(momentOf(id)));
  const paid = await sql<Bought[]>`
    select o.id, o.member_id, o.level1_id, o.paid_at, o.goods_fen::int,
           (select sum(l.refunded_goods_fen) from trade.order_lines l where l.order_id = o.id)::int
             as refunded_fen
      from trade.orders o where o.shop_id = ${mall.shop_id} and o.paid_at is not null`;
  const promised = (await sql<Promised[]>`
    select level, status, commission_fen::int, reversed_fen::int, created_at
      from ledger.commissions where distributor_id = ${one.member_id}`)
    .filter(({ created_at }) => isIn(created_at));
  return sumsOf(one, isIn, clicks, paid, promised);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const keptOf = (one: Promised) => one.status === "void" ? 0 : one.commission_fen - one.reversed_fen;

function sumsOf(
  one: Member,
  isIn: (at: Date) => boolean,
  clicks: Opened[],
  paid: Bought[],
  promised: Promised[],
): PromoterTotals {
  const own = paid.filter(({ level1_id, paid_at }) => level1_id === one.member_id && isIn(paid_at));
  const buyers = new Set(own.map(({ member_id }) => member_id));
  const visitors = new Set(clicks.map(({ person }) => person));
  const firsts = own.filter((order) =>
    !paid.some((x) =>
      x.member_id === order.member_id && x.id !== order.id && x.paid_at < order.paid_at
    )
  );
  const came = [...visitors].filter((person) => buyers.has(person)).length;
  const direct = sum(promised.filter(({ level }) => level === 1).map((p) => p.commission_fen));
  const part = (of: number, all: number) => all === 0 ? null : Math.floor(of / all);
  return {
    openings: clicks.length,
    visitors: visitors.size,
    orders: own.length,
    buyers: buyers.size,
    new_buyers: firsts.length,
    goods_fen: sum(own.map(({ goods_fen }) => goods_fen)),
    kept_goods_fen: sum(own.map(({ goods_fen, refunded_fen }) => goods_fen - refunded_fen)),
    promised_fen: sum(promised.map(({ commission_fen }) => commission_fen)),
    kept_fen: sum(promised.map(keptOf)),
    team_fen: sum(promised.filter(({ level }) => level === 2).map(keptOf)),
    conversion_bps: part(came * 10_000, visitors.size),
    per_opening_fen: part(direct, clicks.length),
  };
}
