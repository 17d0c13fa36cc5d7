-- Spend so much, pay so much less (满减): the shop's own discount.

insert into trade.price_steps (step, position, title) values ('spend_and_save', 30, '满减');

create function private.price_spend_and_save(rules shop.settings, lines private.priced_line[])
  returns private.price_part
language plpgsql stable set search_path = '' as $$
declare
  goods bigint[] := private.goods_of(lines);
  part private.price_part;
begin
  if rules.discount_fen > 0 and private.sum_of(goods) >= rules.discount_from_fen then
    part.step := 'spend_and_save';
    part.source := jsonb_build_object(
        'from_fen', rules.discount_from_fen, 'less_fen', rules.discount_fen);
    part.words := format('满 %s 减 %s',
        private.fen_words(rules.discount_from_fen), private.fen_words(rules.discount_fen));
    part.fen := private.allocate(rules.discount_fen, goods);
  end if;
  return part;
end $$;
comment on function private.price_spend_and_save(shop.settings, private.priced_line[]) is
  'discount_fen off from discount_from_fen on, spread over what the lines cost so far.';
