import pg from "pg";
import type { RulePreview } from "@/contracts/staff/rule_preview.ts";
import type { RuleDraft } from "@/contracts/staff/rules.ts";
import { shop_rates } from "@/tests/support/rules.ts";
import { runFor } from "./load.ts";
import type { Round } from "./orders.ts";
import { SqlMall } from "./sql_cases.ts";
import type { BenchStack } from "./stack.ts";
import type { BenchWorld } from "./world.ts";

/** How long a replay takes, call by call. */
export interface PreviewLoad {
  orders: number;
  calls: number;
  seconds: number;
  longest_call_ms: number;
}

/** Placing under one rule a level and under two thousand, taking turns; then a preview of 100,000 orders. */
export async function measureRules(
  stack: BenchStack,
  world: BenchWorld,
  rounds: number,
  seconds: number,
  brief: boolean,
): Promise<{ rounds: Round[]; preview: PreviewLoad }> {
  const admin_url = stack.databaseUrl("supabase_admin");
  const admin = new pg.Client({ connectionString: admin_url });
  await admin.connect();
  const mall = new SqlMall(world, stack.databaseUrl);
  try {
    await admin.query(await Deno.readTextFile(new URL("ruling.sql", import.meta.url)));
    return {
      rounds: await comparePlacing(admin, mall, rounds, seconds),
      preview: await replay(admin, world, brief ? 500 : 100_000),
    };
  } finally {
    await mall.close();
    await admin.end();
  }
}

async function comparePlacing(admin: pg.Client, mall: SqlMall, rounds: number, seconds: number) {
  const seen: Round[] = [];
  const { sku_ids, shop_id } = mall.world;
  for (let round = 0; round <= rounds; round++) {
    const rates: Round = {};
    for (const [name, rules] of Object.entries({ one_rule: 2, many_rules: 2000 })) {
      await admin.query("select ruling.put($1, $2)", [shop_id, rules]);
      await admin.query("analyze shop.commission_rules");
      const { per_second, errors } = await runFor(seconds, 4, async (n) => {
        await mall.place(mall.buyer(n), sku_ids[n % sku_ids.length]!);
      });
      if (errors > 0) throw new Error(`Placing under ${rules} rules failed`);
      rates[name] = per_second;
    }
    if (round > 0) seen.push(rates); // the first one warms up
  }
  return seen;
}

async function replay(admin: pg.Client, world: BenchWorld, orders: number): Promise<PreviewLoad> {
  await admin.query("select ruling.fill($1, $2)", [world.shop_id, orders]);
  const ask = async <T>(fn: string, args: Record<string, unknown>): Promise<T> => {
    const { rows } = await admin.query("select private.call_as($1, $2, $3) as answer", [
      JSON.stringify(world.owner),
      fn,
      JSON.stringify({ shop: world.shop, ...args }),
    ]);
    await admin.query("reset role");
    return rows[0].answer;
  };
  const { revision } = await ask<RuleDraft>("save_rule_draft", {
    draft: shop_rates(800, 400),
    revision: null,
    reason: "试算",
    idempotency_key: crypto.randomUUID(),
  });
  const begun = performance.now();
  let told = await ask<RulePreview>("preview_rule_draft", { revision, days: 90 });
  let [calls, longest_call_ms] = [1, 0];
  while (!told.is_done) {
    const at = performance.now();
    told = await ask<RulePreview>("continue_rule_preview", { preview_id: told.id });
    longest_call_ms = Math.max(longest_call_ms, performance.now() - at);
    calls++;
  }
  const seconds = (performance.now() - begun) / 1000;
  return { orders: told.done_orders, calls, seconds, longest_call_ms };
}
