import assert from "node:assert/strict";
import { sqlStatements } from "./sql_statements.ts";

Deno.test("splits as the Supabase CLI does", () => {
  const text = `-- leading comment; with semicolon
create table t (a int); -- trailing
/* block; /* nested; */ comment */ comment on table t is 'it''s; fine';


create function f() returns int language sql begin atomic; select case when true then 1 end; select 2; end;
do $body$ begin perform 1; end $body$; select E'\\';', ";"
`;
  assert.deepEqual(sqlStatements(text), [
    "-- leading comment; with semicolon\ncreate table t (a int)",
    "-- trailing\n/* block; /* nested; */ comment */ comment on table t is 'it''s; fine'",
    "create function f() returns int language sql begin atomic; select case when true then 1 end; select 2; end",
    "do $body$ begin perform 1; end $body$",
    `select E'\\';', ";"`,
  ]);
});

Deno.test("leaves out what is only comment", () => {
  assert.deepEqual(sqlStatements("select 1; -- the end\n/* really */\n"), ["select 1"]);
});
