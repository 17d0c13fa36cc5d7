-- The shop changes what an unpaid order costs (改价): the last step before the freight.

insert into trade.price_steps (step, position, title) values ('price_change', 90, '商家改价');

create function private.price_changed(change private.price_change, lines private.priced_line[])
  returns private.price_part
language plpgsql stable set search_path = '' as $$
declare
  goods bigint[] := private.goods_of(lines);
  less bigint := private.sum_of(goods) - change.goods_fen;
  part private.price_part;
begin
  if less > 0 then
    part.step := 'price_change';
    part.source := change.source;
    part.words := format('商家优惠 %s', private.fen_words(less));
    part.fen := private.allocate(less, goods);
  end if;
  return part;
end $$;
comment on function private.price_changed(private.price_change, private.priced_line[]) is
  'What the shop takes off so that the goods cost what it says.';
