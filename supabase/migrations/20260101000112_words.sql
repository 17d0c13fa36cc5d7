-- How sums, rates and moments are written where SQL composes a sentence. functions/contracts/
-- format.ts writes them the same way; a test compares the two.

create function private.fen_words(fen bigint) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return case when fen < 0 then '-' else '' end || '¥'
      || to_char(abs(fen) / 100, 'FM999,999,999,999,990')
      || '.' || lpad((abs(fen) % 100)::text, 2, '0');
end $$;
comment on function private.fen_words(bigint) is 'Fen as people read it: ¥1,234.50, -¥0.05.';

create function private.bps_words(bps int) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return bps / 100 || rtrim(rtrim('.' || lpad((bps % 100)::text, 2, '0'), '0'), '.') || '%';
end $$;
comment on function private.bps_words(int) is
  'A rate of 0 to 10000 basis points as people read it: 1250 is 12.5%.';

create function private.moment_words(at timestamptz) returns text
language plpgsql stable set search_path = '' as $$
declare
  there timestamp := at at time zone 'Asia/Shanghai';
  today timestamp := private.now() at time zone 'Asia/Shanghai';
begin
  return to_char(there, case when extract(year from there) = extract(year from today)
      then 'FMMM"月"FMDD"日" HH24:MI' else 'YYYY"年"FMMM"月"FMDD"日" HH24:MI' end);
end $$;
comment on function private.moment_words(timestamptz) is
  'A moment in Shanghai: 11月22日 14:05, with the year when it is another one.';
