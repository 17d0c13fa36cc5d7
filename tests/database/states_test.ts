import assert from "node:assert/strict";
import * as contracts from "@/contracts/states.ts";
import { PROJECT } from "@/local/paths.ts";
import { testDatabase } from "@/tests/support/database.ts";

type Sets = Record<string, readonly string[]>;

/** Machines that no face shows. */
const inside = [
  "attempt_states",
  "refund_attempt_states",
  "distributor_states",
  "outbox_states",
  "work_states",
];
const migrations = `${PROJECT}/supabase/migrations`;

Deno.test("SQL and the contracts say the same of what each state allows", async () => {
  const db = await testDatabase();
  try {
    const machines = await db.sql<{ machine: string; prosrc: string }[]>`
      select proname as machine, prosrc from pg_proc
       where pronamespace = 'private'::regnamespace and proname like '%\\_states'`;
    const theirs: Record<string, Sets> = {};
    for (const { machine, prosrc } of machines) {
      theirs[machine] = {};
      for (const [, that] of prosrc.matchAll(/when '(\w+)'/g)) {
        const [row] = await db.sql.unsafe<{ states: string[] }[]>(
          `select private.${machine}('${that}') as states`,
        );
        theirs[machine][that!] = row!.states;
      }
    }
    for (const machine of inside) delete theirs[machine];
    assert.deepEqual(theirs, { ...contracts });
    await assert.rejects(db.sql`select private.order_states('payabel')`, { code: "20000" });
  } finally {
    await db.drop();
  }
});

Deno.test("what a state allows is a constant to the planner, and meets the partial indexes", async () => {
  const db = await testDatabase();
  try {
    const plans: [string, string][] = [
      [
        `select from pay.withdrawals where status = any (private.withdrawal_states('at_wechat'))
           and ask_at <= now() order by ask_at limit 1`,
        "withdrawals_to_ask",
      ],
      [
        `select from trade.after_sales where status = any (private.after_sale_states('waiting'))
           and due_at <= now() order by due_at limit 1`,
        "after_sales_due",
      ],
      [
        `select from ledger.commissions where status = any (private.commission_states('unsettled'))
           and shop_id = gen_random_uuid() and distributor_id = gen_random_uuid()`,
        "commissions_unsettled",
      ],
    ];
    await db.sql.begin(async (sql) => {
      await sql`set local enable_seqscan = off`;
      await sql`set local enable_bitmapscan = off`;
      for (const [query, index] of plans) {
        const rows = await sql.unsafe<{ "QUERY PLAN": string }[]>(`explain ${query}`);
        const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
        assert.match(plan, new RegExp(`using ${index}`), plan);
        assert.doesNotMatch(plan, /_states/);
      }
    });
  } finally {
    await db.drop();
  }
});

Deno.test("no migration writes a list of states that stands elsewhere", async () => {
  const places = new Map<string, string[]>();
  const add = (states: string, place: string) => {
    const list = [...states.matchAll(/\w+/g)].map(([state]) => state).sort().join();
    if (list.includes(",")) places.set(list, [...places.get(list) ?? [], place]);
  };
  for await (const { name } of Deno.readDir(migrations)) {
    const text = await Deno.readTextFile(`${migrations}/${name}`);
    const written = /(?<!check \()\bstatus\s+(?:not\s+)?in\s*\(((?:\s*'\w+',?)+)\s*\)/g;
    for (const [, states] of text.matchAll(written)) add(states!, name);
  }
  const sets = Object.values(contracts).flatMap((machine: Sets) => Object.values(machine));
  const known = new Set(sets.map((states) => [...states].sort().join()));
  const again = [...places].filter(([list, { length }]) => length > 1 || known.has(list));
  assert.ok(places.size > 0, "the walk found some lists");
  assert.deepEqual(again, []);
});
