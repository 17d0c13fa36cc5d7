-- Why a good would earn what it says, in the words in which a commission is explained; and telling
-- distributors that rules have changed.

create function private.explain_earning(earner private.earner, sku private.earned_sku, extra text)
  returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  c ledger.commissions := jsonb_populate_record(null::ledger.commissions, sku.term
    || jsonb_build_object('shop_id', (earner.rules).shop_id, 'kind', 'order',
      'base_fen', sku.price_fen, 'rule_tier', sku.term -> 'tier',
      'extras', coalesce(sku.term -> 'extras', '[]'),
      'extra_fen', coalesce(sku.term -> 'extra_fen', '0'),
      'volume_fen', coalesce(sku.term -> 'volume_fen', '0')));
begin
  return (
    select jsonb_agg(jsonb_build_object('name', w.name, 'words', w.words) order by w.n)
      from (values
        (1, '计佣金额', private.fen_words(sku.price_fen) || '，现价买一件；成交时按优惠后实付的商品金额，不含运费'),
        (2, '规则', private.rule_terms_words(c)
          || '，合计不超过 ' || private.bps_words(c.cap_bps) || '；按客户下单时的规则和你的等级'),
        (3, '加佣', extra),
        (4, '阶梯', '本月已成交 ' || private.fen_words((sku.term ->> 'reached_fen')::bigint)
          || '，到 ' || private.bps_words(c.volume_bps) || ' 这一档'),
        (5, '佣金', case when sku.term is null then '没有适用的规则' else
          private.formula_words(c, 1)
          || case when c.clamped then '，超过上限，调低为 ' else ' = ' end
          || private.fen_words(c.commission_fen) end)) w(n, name, words)
     where w.words is not null);
end $$;
comment on function private.explain_earning(private.earner, private.earned_sku, text) is
  'Why one piece of a SKU earns what its term says, from the sum it is reckoned on: '
  '[{"name", "words"}]; extra: which extras hold and until when.';

create function private.tell_rules_changed(set_ shop.rule_sets) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.record_event(set_.shop_id, 'rules.changed', set_.id);
  insert into realtime.messages (topic, event, private, extension, payload)
  select 'member:' || d.id, k.member_hears, true, 'broadcast', jsonb_build_object(
           'kind', k.member_hears, 'id', set_.id, 'at', private.now())
    from referral.distributors d
    join ops.event_kinds k on k.kind = 'rules.changed'
   where d.shop_id = set_.shop_id and d.status = 'approved';
exception when others then
  raise warning 'live messages were lost: %', sqlerrm;
end $$;
comment on function private.tell_rules_changed(shop.rule_sets) is
  'Tell staff and every approved distributor that another set takes over, now or later: one event '
  'however many there are, and a message to each. As in private.record_event no message is worth a '
  'failure.';
