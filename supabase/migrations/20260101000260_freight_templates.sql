-- What sending costs, by region: a template has rates, each for its regions and one for everywhere
-- else. Products point to a template, and the shop to the one of all its other products.

create table shop.freight_templates (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  name text not null
    constraint freight_templates_name_length check (length(name) between 1 and 20),
  unit text not null
    constraint freight_templates_unit_known check (unit in ('piece', 'weight')),
  version int not null default 1,
  updated_by uuid,
  updated_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint freight_templates_name_once unique (shop_id, name)
);
comment on table shop.freight_templates is
  'How freight is counted for the products that point here: by pieces or by grams. version counts '
  'the saves, so that none overwrites an unseen one.';
alter table shop.freight_templates enable row level security;

alter table shop.settings add constraint settings_freight_template_there
  foreign key (shop_id, freight_template_id) references shop.freight_templates (shop_id, id);

create table shop.freight_rates (
  shop_id uuid not null,
  template_id uuid not null,
  no smallint not null,
  is_served boolean not null,
  first_units int not null
    constraint freight_rates_first_range check (first_units between 1 and 10000000),
  first_fen bigint not null
    constraint freight_rates_first_fen_range check (first_fen between 0 and 100000000),
  further_units int not null
    constraint freight_rates_further_range check (further_units between 1 and 10000000),
  further_fen bigint not null
    constraint freight_rates_further_fen_range check (further_fen between 0 and 100000000),
  free_from_fen bigint
    constraint freight_rates_free_fen_positive check (free_from_fen > 0),
  free_from_pieces int
    constraint freight_rates_free_pieces_range check (free_from_pieces between 1 and 10000),
  primary key (shop_id, template_id, no),
  foreign key (shop_id, template_id) references shop.freight_templates (shop_id, id)
);
comment on table shop.freight_rates is
  'What sending the goods of one template costs, in fen: first_fen for up to first_units, '
  'further_fen for each further_units begun; nothing from free_from_fen of goods or from '
  'free_from_pieces on. Units are pieces or grams, as the template says. Not served: not sent.';
alter table shop.freight_rates enable row level security;

create table shop.freight_regions (
  shop_id uuid not null,
  template_id uuid not null,
  province text not null
    constraint freight_regions_province_length check (length(province) <= 40),
  city text not null
    constraint freight_regions_city_length check (length(city) <= 40),
  rate_no smallint not null,
  primary key (shop_id, template_id, province, city),
  constraint freight_regions_city_in_province check (province <> '' or city = ''),
  foreign key (shop_id, template_id, rate_no)
    references shop.freight_rates (shop_id, template_id, no)
);
comment on table shop.freight_regions is
  'Which rate a region has, each region once: a city, a whole province (city is empty), or '
  'everywhere else (both are). The narrowest one decides.';
alter table shop.freight_regions enable row level security;

create function private.keep_freight_template(shop_id uuid, template_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from shop.freight_templates t
    where t.shop_id = keep_freight_template.shop_id
      and t.id = keep_freight_template.template_id for key share;
  if template_id is not null and not found then
    perform private.fail('FREIGHT_TEMPLATE_NOT_FOUND');
  end if;
end $$;
comment on function private.keep_freight_template(uuid, uuid) is
  'Called before a row is pointed to a template: keeps the template until the transaction ends. '
  'Null passes. Raises FREIGHT_TEMPLATE_NOT_FOUND.';

create function private.flat_rate(rules shop.settings) returns shop.freight_rates
language plpgsql immutable set search_path = '' as $$
declare
  rate shop.freight_rates;
begin
  rate.is_served := true;
  rate.first_units := 1;
  rate.first_fen := rules.freight_fen;
  rate.further_units := 1;
  rate.further_fen := 0;
  rate.free_from_fen := rules.free_freight_from_fen;
  return rate;
end $$;
comment on function private.flat_rate(shop.settings) is
  'What a shop without templates asks for sending: the same everywhere, however much it is.';

create function private.shown_rate(rules shop.settings, template_id uuid) returns shop.freight_rates
language plpgsql stable set search_path = '' as $$
declare
  rate shop.freight_rates;
begin
  if template_id is null then
    return private.flat_rate(rules);
  end if;
  select r.* into rate
    from shop.freight_rates r
    left join shop.freight_regions x on x.shop_id = r.shop_id
      and x.template_id = r.template_id and x.province = '' and x.rate_no = r.no
   where r.shop_id = rules.shop_id and r.template_id = shown_rate.template_id and r.is_served
   order by x.rate_no is null, r.first_fen, r.no limit 1;
  return rate;
end $$;
comment on function private.shown_rate(shop.settings, uuid) is
  'The rate shown before a destination is known: the rate for everywhere else, or the lowest where '
  'everywhere else is not served.';

create function private.rate_for(shop_id uuid, template_id uuid, destination jsonb)
  returns setof shop.freight_rates
language sql stable set search_path = '' as $$
  select f
    from shop.freight_regions x
    join shop.freight_rates f on f.shop_id = x.shop_id
      and f.template_id = x.template_id and f.no = x.rate_no
   where x.shop_id = rate_for.shop_id and x.template_id = rate_for.template_id
     and x.province in ('', destination ->> 'province')
     and x.city in ('', destination ->> 'city')
   order by x.province desc, x.city desc limit 1
$$;
comment on function private.rate_for(uuid, uuid, jsonb) is
  'The rate of a template for {province, city}, by the narrowest region; null: everywhere else.';

create function private.free_freight_varies(shown shop.freight_rates) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from shop.freight_rates r
     where r.shop_id = shown.shop_id and r.template_id = shown.template_id and r.is_served
       and r.first_fen + r.further_fen > 0
       and (coalesce(r.free_from_fen, 9223372036854775807)
              > coalesce(shown.free_from_fen, 9223372036854775807)
         or coalesce(r.free_from_pieces, 2147483647)
              > coalesce(shown.free_from_pieces, 2147483647)))
$$;
comment on function private.free_freight_varies(shop.freight_rates) is
  'Whether a region that is served pays freight where this rate of its template asks for none.';

create function private.freight_terms_json(rules shop.settings, template_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  chosen uuid := coalesce(template_id, rules.freight_template_id);
  rate shop.freight_rates := private.shown_rate(rules, chosen);
begin
  return jsonb_build_object(
    'freight_template_id', chosen,
    'freight_fen', rate.first_fen,
    'free_freight_from_fen', rate.free_from_fen,
    'free_freight_from_pieces', rate.free_from_pieces,
    'free_freight_varies', private.free_freight_varies(rate),
    'freight_varies', rate.further_fen > 0 or exists (
        select from shop.freight_rates r
         where r.shop_id = rules.shop_id and r.template_id = chosen and r.is_served
           and (r.first_units, r.first_fen, r.further_fen, r.free_from_fen, r.free_from_pieces)
               is distinct from (rate.first_units, rate.first_fen, rate.further_fen,
                                 rate.free_from_fen, rate.free_from_pieces)),
    'regions_not_served', (
        select coalesce(jsonb_agg(coalesce(nullif(x.province || x.city, ''), '其他地区')
            order by x.province = '', x.province, x.city), '[]')
          from shop.freight_regions x
          join shop.freight_rates r on r.shop_id = x.shop_id
            and r.template_id = x.template_id and r.no = x.rate_no
         where x.shop_id = rules.shop_id and x.template_id = chosen and not r.is_served));
end $$;
comment on function private.freight_terms_json(shop.settings, uuid) is
  'Freight before quantity and destination are known (contracts/catalog.ts FreightTerms), in fen: '
  'of a template, of the shop''s own where that is null, or the flat freight where the shop has '
  'none.';
