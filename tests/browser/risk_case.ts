import type postgres from "postgres";

/** A case of this distributor with two hits of one rule, of so much each: 40 is below the score that holds; its id. */
export async function openCase(sql: postgres.Sql, openid: string, weight = 40): Promise<string> {
  const [found] = await sql<{ shop_id: string; id: string; orders: string[]; buyer: string }[]>`
    select d.shop_id, d.id, array_agg(o.id) as orders, min(o.member_id::text) as buyer
      from person.identities p
      join referral.distributors d on d.shop_id = p.shop_id and d.id = p.member_id
     cross join lateral (
       select x.id, x.member_id from trade.orders x
        where x.shop_id = d.shop_id and x.level1_id = d.id and x.paid_at is not null
        order by x.placed_at limit 4) o
     where p.openid = ${openid} group by 1, 2`;
  const { shop_id, id, orders, buyer } = found!;
  await sql`select private.mark_orders(${shop_id}, ${orders}::uuid[])`;
  await sql`
    select private.apply_hits(array_agg(row(
        row(${shop_id}, 'self_dealing', 'order', true, ${weight}::int, '{}')::private.risk_settings,
        row(${id}, k.kind || ${`:${buyer}`}, ${weight}::int, ${orders}::uuid[],
          jsonb_build_object('kind', k.kind, 'members', array[${buyer}]))::private.risk_hit
      )::private.risk_found))
      from (values ('address'), ('device')) k(kind)`;
  const [opened] = await sql<{ id: string }[]>`
    select private.open_case(${shop_id}, ${id}) as id`;
  return opened!.id;
}
