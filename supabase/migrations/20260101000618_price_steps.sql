-- The steps in their order, each from what the one before left.

create function private.price(rules shop.settings, lines private.priced_line[], destination jsonb,
  change private.price_change default null) returns private.priced
language plpgsql stable set search_path = '' as $$
declare
  priced private.priced;
  part private.price_part;
begin
  priced.lines := lines;
  priced.discounts := '{}';
  if change is null then
    priced := private.take_off(priced, private.price_spend_and_save(rules, priced.lines));
    return private.add_freight(priced, private.price_freight(rules, priced.lines, destination));
  end if;
  -- A placed order: what its steps took then stays, whatever the shop's rules are today.
  foreach part in array change.kept loop
    priced := private.take_off(priced, part);
  end loop;
  priced := private.take_off(priced, private.price_changed(change, priced.lines));
  return private.add_freight(priced,
      private.freight_part(change.freight_fen, '商家改价', priced.lines));
end $$;
comment on function
  private.price(shop.settings, private.priced_line[], jsonb, private.price_change) is
  'Price lines by the shop''s rules as they are sent to {province, city} (null: not known yet), or '
  'a placed order''s lines by a change of the shop''s: every '
  'step takes what it takes by largest remainder from what the one before left; freight comes '
  'last. A new step is a file with its function and its row of trade.price_steps, and a line here.';
