-- Dimensions of choice and their values: an id means that one under whatever name, so that its SKUs
-- keep their stock, their orders and their place in carts.

create type private.named as (id uuid, name text, n int);
comment on type private.named is 'A thing of a list in a form: its id where it has one, its place.';

create function private.named_in(list jsonb, kinds jsonb, most int, longest int, at text)
  returns private.named[]
language plpgsql stable set search_path = '' as $$
declare
  one jsonb;
  called text;
  named private.named[] := '{}';
begin
  if coalesce(jsonb_typeof(list), '') <> 'array' or jsonb_array_length(list) > most then
    perform private.fail_field(at, format('最多 %s 项', most));
  end if;
  for i in 0 .. jsonb_array_length(list) - 1 loop
    one := list -> i;
    perform private.refuse_others(one, kinds, at || '.' || i);
    called := btrim(one ->> 'name');
    if length(called) between 1 and longest is not true then
      perform private.fail_field(concat_ws('.', at, i, 'name'), format('1 到 %s 个字', longest));
    elsif exists (select from unnest(named) other where other.name = called) then
      perform private.fail_field(concat_ws('.', at, i, 'name'), '名称重复了');
    elsif private.uuid_of(one ->> 'id') is null and one ->> 'id' is not null then
      perform private.fail_field(concat_ws('.', at, i, 'id'), '编号格式不对');
    end if;
    named := named || row(private.uuid_of(one ->> 'id'), called, i + 1)::private.named;
  end loop;
  return named;
end $$;
comment on function private.named_in(jsonb, jsonb, int, int, text) is
  'The things of a list, [{id?, name, …}], each name once and no longer than so many characters, '
  'numbered from 1. Raises INVALID_REQUEST with the field.';

create function private.save_specs(shop_id uuid, product_id uuid, specs jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  named private.named[] := private.named_in(
    specs, '{"id":"string","name":"string","values":"array"}', 3, 20, 'product.specs');
  given private.named;
  saved uuid;
begin
  update catalog.spec_values v set in_use = false
   where v.shop_id = save_specs.shop_id and v.product_id = save_specs.product_id and v.in_use;
  update catalog.specs s set in_use = false
   where s.shop_id = save_specs.shop_id and s.product_id = save_specs.product_id and s.in_use;
  foreach given in array named loop
    select s.id into saved from catalog.specs s
     where s.shop_id = save_specs.shop_id and s.product_id = save_specs.product_id
       and not s.in_use
       and (s.id = given.id or given.id is null and s.name = given.name and not exists (
             select from unnest(named) other where other.id = s.id))
     order by s.id desc limit 1;
    if saved is null and given.id is not null then
      perform private.fail_field(format('product.specs.%s.id', given.n - 1), '没有找到这项规格');
    elsif saved is null then
      insert into catalog.specs (shop_id, product_id, name, position, in_use)
      values (save_specs.shop_id, save_specs.product_id, given.name, given.n, false)
      returning id into saved;
    end if;
    update catalog.specs s set name = given.name, position = given.n, in_use = true
     where s.shop_id = save_specs.shop_id and s.id = saved;
    perform private.save_spec_values(shop_id, product_id, saved,
      specs -> given.n - 1 -> 'values', format('product.specs.%s.values', given.n - 1));
  end loop;
end $$;
comment on function private.save_specs(uuid, uuid, jsonb) is
  'The dimensions of a product in their order, [{id?, name, values: [{id?, name}]}]. What is no '
  'longer named is not in use, and stays for the SKUs that had it; named again, it is the same '
  'one. The caller holds the product''s lock. Raises INVALID_REQUEST with the field.';

create function private.save_spec_values(
  shop_id uuid, product_id uuid, spec_id uuid, list jsonb, at text
) returns void
language plpgsql volatile set search_path = '' as $$
declare
  given private.named[] := private.named_in(
    list, '{"id":"string","name":"string"}', 200, 30, at);
  kept int;
begin
  if cardinality(given) = 0 then
    perform private.fail_field(at, '至少要有一个规格值');
  end if;
  update catalog.spec_values v set name = g.name, position = g.n, in_use = true
    from unnest(given) g
   where v.shop_id = save_spec_values.shop_id and v.spec_id = save_spec_values.spec_id
     and v.id = g.id;
  get diagnostics kept = row_count;
  if kept <> (select count(g.id) from unnest(given) g) then
    perform private.fail_field(at, '有规格值已经不在了，请刷新后再试');
  end if;
  update catalog.spec_values v set position = g.n, in_use = true
    from unnest(given) g
   where v.shop_id = save_spec_values.shop_id and g.id is null and v.id = (
     select max(old.id::text)::uuid from catalog.spec_values old
      where old.shop_id = save_spec_values.shop_id and old.spec_id = save_spec_values.spec_id
        and old.name = g.name and not old.in_use);
  insert into catalog.spec_values (shop_id, product_id, spec_id, name, position)
  select save_spec_values.shop_id, save_spec_values.product_id, save_spec_values.spec_id,
         g.name, g.n
    from unnest(given) g
   where not exists (select from catalog.spec_values v
                      where v.shop_id = save_spec_values.shop_id
                        and v.spec_id = save_spec_values.spec_id and v.name = g.name and v.in_use);
end $$;
comment on function private.save_spec_values(uuid, uuid, uuid, jsonb, text) is
  'The values of a dimension in their order, none of which is in use yet: those with an id first, '
  'so that two may swap their names. Raises INVALID_REQUEST with the field.';

create function private.combination_of(shop_id uuid, product_id uuid, chosen jsonb, at text,
  out combination text, out spec text)
language plpgsql stable set search_path = '' as $$
declare
  wanted int := (select count(*) from catalog.specs s
                  where s.shop_id = combination_of.shop_id
                    and s.product_id = combination_of.product_id and s.in_use);
  matched int;
begin
  select count(*), coalesce(string_agg(v.id::text, ',' order by v.id), ''),
      coalesce(string_agg(v.name, ' / ' order by c.n), '')
    into matched, combination, spec
    from jsonb_array_elements_text(chosen) with ordinality c(name, n)
    join catalog.specs s on s.shop_id = combination_of.shop_id
     and s.product_id = combination_of.product_id and s.in_use and s.position = c.n
    join catalog.spec_values v on v.shop_id = s.shop_id
     and v.spec_id = s.id and v.in_use and v.name = btrim(c.name);
  if matched <> wanted or jsonb_array_length(chosen) <> wanted then
    perform private.fail_field(at || '.values', '和规格对不上，请刷新后再试');
  end if;
end $$;
comment on function private.combination_of(uuid, uuid, jsonb, text) is
  'One value per dimension in use, in the order of the dimensions, as the key of a SKU and as '
  'people read it. Raises INVALID_REQUEST with the field.';
