import assert from "node:assert/strict";
import { type TestClaims, type TestDatabase, testDatabase } from "@/tests/support/database.ts";
import { asServer, Mall, newKey } from "@/tests/support/mall.ts";
import { callers, type Expectation, type World } from "@/tests/security/callers.ts";
import { furnish } from "@/tests/security/furnish.ts";
import { type Args, samples } from "@/tests/support/samples.ts";

/** A number that JSON can say and no integer type holds; JSON.parse would round it, so it travels as text. */
const HUGE = "@huge@";

/** Longer than any index of Postgres holds, and not to be compressed. */
const LONG = [...crypto.getRandomValues(new Uint8Array(9000))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

const shapes: unknown[] = [
  null,
  "",
  "x",
  "0",
  -1,
  0,
  1.5,
  HUGE,
  true,
  [],
  {},
  [null],
  [[[]]],
  ["x"],
  [{}],
  [{ a: null }],
  { a: { b: null } },
  LONG,
  Array.from({ length: 2000 }, () => ({ sku_id: "x", quantity: 1 })),
];

/** What a value of the right type can still get wrong. */
const extremes: Record<string, unknown[]> = {
  text: [null, "", " ", LONG],
  integer: [null, 0, -1, 2_147_483_647, -2_147_483_648],
  bigint: [null, 0, -1, "9223372036854775807", "-9223372036854775808"],
  boolean: [null],
  uuid: [null, "00000000-0000-0000-0000-000000000000"],
  "text[]": [null, "x", [], [null], [LONG]],
  "uuid[]": [null, "x", [], [null]],
  date: [null, "0001-01-01", "5874897-12-31", "infinity", "-infinity", "4713-01-01 BC"],
  "timestamp with time zone": [null, "infinity", "-infinity"],
};

/** The same value with one place in it changed, for every place and every bad shape. */
function* spoiled(value: unknown, depth = 0): Generator<unknown> {
  yield* shapes;
  if (typeof value !== "object" || value === null || depth > 3) return;
  for (const key of Object.keys(value)) {
    for (const bad of spoiled((value as Args)[key], depth + 1)) {
      const copy = structuredClone(value) as Args;
      copy[key] = bad;
      yield copy;
    }
    const less = structuredClone(value) as Args;
    delete less[key];
    yield Array.isArray(less) ? less.filter(() => true) : less;
  }
  if (!Array.isArray(value)) yield { ...value, unheard_of: 1 };
}

function callerOf(rule: Expectation, { mall, mine }: World): TestClaims {
  if (rule.who === "server") return { role: rule.roles[0]! };
  if (rule.who === "anyone") return { role: "anon" };
  const claims = rule.who === "member" ? mine : mall.owner;
  return rule.by_server ? asServer(claims) : claims;
}

/** Tries a call and takes it back; answers its error's code and message. Many at once cost one round trip. */
const TRY_CALL = `
  create function public.try_call(claims jsonb, fn text, args text) returns text language plpgsql as $$
  begin
    perform private.call_as(claims, fn, args::jsonb);
    raise exception 'undo';
  exception
    when query_canceled then raise;
    when others then return concat_ws(' ', sqlstate, sqlerrm);
  end $$`;

/** Calls with each of the arguments, each taken back; answers what was neither success nor a named refusal. */
async function troubles(
  db: TestDatabase,
  claims: TestClaims,
  fn: string,
  tried: Args[],
): Promise<string[]> {
  const login = ["mall_wechat", "mall_jobs"].includes(claims.role) ? claims.role : "mall_api";
  const texts = tried.map((args) => JSON.stringify(args).replaceAll(`"${HUGE}"`, "1e30"));
  const answers = await db.as(login).begin(async (sql) => {
    await sql`set local statement_timeout = 0`;
    return await sql<{ args: string; answer: string }[]>`
      select args, public.try_call(${JSON.stringify(claims)}::text::jsonb, ${fn}, args) as answer
        from jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb) args`;
  });
  return answers
    .filter(({ answer }) => !/^(P0001 undo|PT4\d\d [A-Z_]+)$/.test(answer))
    .map(({ args, answer }) => `${fn}(${args.slice(0, 300)}): ${answer}`);
}

async function argumentTypes(db: TestDatabase): Promise<Map<string, [string, string][]>> {
  const rows = await db.sql<{ fn: string; name: string; type: string }[]>`
    select p.proname as fn, p.proargnames[n] as name, format_type(p.proargtypes[n - 1], null) as type
      from pg_proc p cross join lateral generate_series(1, p.pronargs) n
     where p.pronamespace = 'api'::regnamespace`;
  const types = new Map<string, [string, string][]>();
  for (const { fn, name, type } of rows) types.set(fn, [...types.get(fn) ?? [], [name, type]]);
  return types;
}

Deno.test("whatever an argument holds, every api function answers it or refuses it by name", async () => {
  const db = await testDatabase();
  try {
    const world = await furnish(await Mall.open(db, "here"));
    const types = await argumentTypes(db);
    await db.sql.unsafe(TRY_CALL);
    const faults: string[] = [];
    for (const [fn, rule] of Object.entries(callers)) {
      const claims = callerOf(rule, world);
      for (const [name, type] of types.get(fn) ?? []) {
        const args = { ...rule.args(world), ...samples[fn]?.(world) };
        const values = type === "jsonb" ? spoiled(args[name]) : extremes[type];
        assert.ok(values, `${fn}.${name} is a ${type}`);
        const tried = Array.from(values, (value) => ({ ...args, [name]: value }));
        faults.push(...await troubles(db, claims, fn, tried));
      }
    }
    assert.deepEqual(faults, []);
  } finally {
    await db.drop();
  }
});

/** The value with one number or yes/no in it written as a text, for each of them. */
function* written(value: unknown): Generator<unknown> {
  if (typeof value === "number" || typeof value === "boolean") yield String(value);
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    for (const text of written((value as Args)[key])) {
      const copy = structuredClone(value) as Args;
      copy[key] = text;
      yield copy;
    }
  }
}

/** The answer of a command about many things: a refusal stands in the item. */
interface Answered {
  items?: { problem: { code: string } | null }[];
}

Deno.test("rpc takes the forms that routes take: a number or a yes written as text is refused by name", async () => {
  const db = await testDatabase();
  try {
    const world = await furnish(await Mall.open(db, "here"));
    const types = await argumentTypes(db);
    const refused = ["INVALID_REQUEST", "SETTING_INVALID"];
    let tried = 0;
    for (const [fn, rule] of Object.entries(callers)) {
      if (rule.who === "server") continue;
      const args = { ...rule.args(world), ...samples[fn]?.(world) };
      for (const [name, type] of types.get(fn) ?? []) {
        if (type !== "jsonb") continue;
        for (const value of written(args[name])) {
          tried++;
          const own = "idempotency_key" in args ? { idempotency_key: newKey() } : {};
          const given = { ...args, ...own, [name]: value };
          const call = db.call<Answered>(callerOf(rule, world), fn, given);
          const told = await call.then(
            ({ items }) => items?.[0]?.problem?.code,
            ({ message }: Error) => message,
          );
          assert.ok(refused.includes(told!), `${fn} takes ${JSON.stringify(value)}`);
        }
      }
    }
    assert.ok(tried >= 30, `only ${tried} were tried`);
  } finally {
    await db.drop();
  }
});
