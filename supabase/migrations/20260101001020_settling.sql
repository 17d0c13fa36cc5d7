-- Settlement: from promised to payable, grouped so that a balance row moves once per
-- distributor and batch.

create function private.settle(due ledger.commissions[]) returns int
language plpgsql volatile set search_path = '' as $$
declare
  earner record;
  settled int := 0;
begin
  for earner in
    with written as (
      update ledger.commissions c set status = 'settled', settled_at = private.now()
        from unnest(due) d where c.shop_id = d.shop_id and c.id = d.id
      returning c.shop_id, c.id, c.distributor_id, c.commission_fen - c.reversed_fen as fen
    )
    select w.shop_id, w.distributor_id, sum(w.fen)::bigint as fen,
        count(*)::int as rows, min(w.id::text) as first_id
      from written w group by w.shop_id, w.distributor_id order by w.shop_id, w.distributor_id
  loop
    perform private.post_settlement(earner.shop_id,
        earner.distributor_id, earner.fen, earner.first_id);
    settled := settled + earner.rows;
  end loop;
  return settled;
end $$;
comment on function private.settle(ledger.commissions[]) is
  'Settle commission that the caller holds: one transfer per distributor. Answers how many rows.';

create function api.settle_commissions(batch int default 200) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 200), 1), 1000);
  due ledger.commissions[];
  earner record;
  settled int := 0;
  stuck uuid[] := '{}';
begin
  perform private.judge_due(most);
  due := array(
    select c from ledger.commissions c
     where c.status = 'pending' and c.settle_at <= private.now()
       and exists (select from person.order_marks m   -- judged
                    where m.shop_id = c.shop_id and m.order_id = c.order_id)
       and not exists (select from ops.stuck k
                        where k.shop_id = c.shop_id and k.job = 'settle'
                          and k.subject_id = c.distributor_id and k.next_at > private.now())
     order by c.settle_at limit most for update skip locked);
  begin
    settled := private.settle(due);
  exception when deadlock_detected or lock_not_available then raise;
  when others then   -- one distributor's cannot be: the others do not wait for it
    for earner in select d.shop_id, d.distributor_id, array_agg(d) as rows
        from unnest(due) d group by 1, 2 order by 1, 2 loop
      begin
        settled := settled + private.settle(earner.rows);
      exception when deadlock_detected or lock_not_available then
        null;   -- somebody is at it: at the next tick
      when others then
        perform private.set_aside(earner.shop_id, 'settle', earner.distributor_id, sqlerrm);
        stuck := stuck || earner.distributor_id;
      end;
    end loop;
  end;
  perform private.end_stuck('settle');
  return jsonb_build_object('settled', settled, 'more', cardinality(due) = most)
      || case when stuck = '{}' then '{}' else jsonb_build_object('stuck', stuck) end;
end $$;
comment on function api.settle_commissions(int) is
  'Settle commission whose date has come, whose order the rules of the risk centre have judged, '
  'and that nobody holds. Rows another worker has are '
  'skipped; refunds and settlement in any order end the same. Answers {"settled", "more", '
  '"stuck"?}: more says that the batch was full; stuck are distributors whose settlement raised, '
  'who are set aside for a while and stop no other.';
grant execute on function api.settle_commissions(int) to mall_jobs;

create function private.post_settlement(shop_id uuid,
  distributor_id uuid, fen bigint, first_id text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  transfer_id uuid;
begin
  if fen = 0 then
    return;
  end if;
  transfer_id := private.post(post_settlement.shop_id,
      'commission_settle', 'settle:' || first_id, distributor_id,
    array['commission_pending', 'commission_available'],
        array[distributor_id, distributor_id], array[-fen, fen]);
  perform private.record_event(post_settlement.shop_id, 'commission.settled', transfer_id,
    jsonb_build_object('shop', jsonb_build_object('commission_settled_fen', fen),
      'member', jsonb_build_object('pending_fen', -fen,
        'available_fen', fen, 'settled_fen', fen)), distributor_id);
  perform private.message(post_settlement.shop_id, distributor_id, 'settled', first_id,
      jsonb_build_object('amount_fen', fen)) where fen > 0;
end $$;
comment on function private.post_settlement(uuid, uuid, bigint, text) is
  'Move a distributor''s settled batch into the balance. The key is made from the smallest '
  'commission of the batch, which settles only once.';
