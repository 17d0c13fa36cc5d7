-- What was paid to whom and withheld, by person and month, for the tax office.

create function private.tax_rows(shop_id uuid, year int) returns table (
  distributor_id uuid, month int, payouts int, amount_fen bigint, fee_fen bigint, tax_fen bigint,
  net_fen bigint)
language plpgsql stable rows 200 set search_path = '' as $$
begin
  return query
    select w.distributor_id,
           extract(month from w.finished_at at time zone 'Asia/Shanghai')::int,
           count(*)::int, sum(w.amount_fen)::bigint, sum(w.fee_fen)::bigint,
           sum(w.tax_fen)::bigint, sum(w.net_fen)::bigint
      from pay.withdrawals w
     where w.shop_id = tax_rows.shop_id and w.status = 'paid'
       and w.finished_at >= make_date(year, 1, 1)::timestamp at time zone 'Asia/Shanghai'
       and w.finished_at < make_date(year + 1, 1, 1)::timestamp at time zone 'Asia/Shanghai'
     group by 1, 2;
end $$;
comment on function private.tax_rows(uuid, int) is
  'Payouts that arrived in a year, by person and month in Shanghai, in fen: asked for, fee, tax '
  'and what arrived.';

create function private.tax_year(year int) returns void
language plpgsql stable set search_path = '' as $$
begin
  if coalesce(year not between 2020 and 2200, true) then
    perform private.fail_field('year', '请选择年份');
  end if;
end $$;
comment on function private.tax_year(int) is 'A year that can be asked for, or INVALID_REQUEST.';

create function api.list_taxes(shop text, year int) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: withdrawals are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.tax_year(year);
  return (
    with one as (
      select r.distributor_id as id, sum(r.payouts) as payouts, sum(r.amount_fen) as amount_fen,
             sum(r.fee_fen) as fee_fen, sum(r.tax_fen) as tax_fen, sum(r.net_fen) as net_fen
        from private.tax_rows(me.shop_id, year) r group by 1)
    select jsonb_build_object(
      'year', year, 'people', count(*), 'payouts', coalesce(sum(o.payouts), 0),
      'amount_fen', coalesce(sum(o.amount_fen), 0), 'fee_fen', coalesce(sum(o.fee_fen), 0),
      'tax_fen', coalesce(sum(o.tax_fen), 0), 'net_fen', coalesce(sum(o.net_fen), 0),
      'items', coalesce((select jsonb_agg(jsonb_build_object('id', t.id,
          'label', private.label(me.shop_id, t.id), 'payouts', t.payouts,
          'amount_fen', t.amount_fen, 'fee_fen', t.fee_fen, 'tax_fen', t.tax_fen,
          'net_fen', t.net_fen) order by t.amount_fen desc, t.id)
        from (select * from one order by amount_fen desc, id limit 100) t), '[]'))
      from one o);
end $$;
comment on function api.list_taxes(text, int) is
  'Staff: what arrived and was withheld in a year, in all and of the hundred who got most, under '
  'labels (contracts/staff/taxes.ts TaxYear). Raises SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_taxes(text, int) to authenticated;

create function api.export_taxes(shop text, year int, after uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: withdrawals and real names are closed to every client role
declare
  me record := private.staff(shop, 'payout_large');
  people uuid[];
begin
  perform private.tax_year(year);
  perform private.audit(me.shop_id, me.staff_id, 'export_taxes', null, null,
    jsonb_strip_nulls(jsonb_build_object('year', year, 'after', after)));
  people := array(
    select r.distributor_id from private.tax_rows(me.shop_id, year) r
     where after is null or r.distributor_id > after
     group by 1 order by 1 limit 101);
  return jsonb_build_object(
    'next', case when cardinality(people) > 100 then people[100] end,
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object('distributor_id', r.distributor_id,
          'code', d.code, 'label', private.label(me.shop_id, r.distributor_id),
          'name', private.kept_contact(n.shop_id, n.member_id, n.sealed), 'month', r.month,
          'payouts', r.payouts, 'amount_fen', r.amount_fen, 'fee_fen', r.fee_fen,
          'tax_fen', r.tax_fen, 'net_fen', r.net_fen) order by r.distributor_id, r.month), '[]')
        from private.tax_rows(me.shop_id, year) r
        join referral.distributors d on d.shop_id = me.shop_id and d.id = r.distributor_id
        left join person.real_names n on n.shop_id = d.shop_id and n.member_id = d.id
       where r.distributor_id = any (people[1:100])));
end $$;
comment on function api.export_taxes(text, int, uuid) is
  'Finance and the owner: what arrived and was withheld by person and month, a hundred persons a '
  'page, with the sealed real name (contracts/server.ts SealedTaxExport), which the function opens '
  'on its way out. Each page leaves a row in the audit log. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'INVALID_REQUEST.';
grant execute on function api.export_taxes(text, int, uuid) to authenticated;
