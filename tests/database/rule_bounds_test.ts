import assert from "node:assert/strict";
import fc from "fast-check";
import { onMall } from "@/tests/support/on_mall.ts";
import { Mall } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { stockShelf } from "@/tests/support/random_goods.ts";
import { formOf, rule_set } from "@/tests/support/random_rules.ts";
import { draftRules, extra, rule, shop_rates } from "@/tests/support/rules.ts";

Deno.test("C7 what stands against a set is what looking at every place finds, and no bound is too low", () =>
  onMall(async (mall, db) => {
    const shelf = await stockShelf(mall);
    await db.sql`update catalog.skus set cost_fen = price_fen * 9 / 10`;
    const noon = Date.now();
    let exceeding = 0;
    await fc.assert(
      fc.asyncProperty(rule_set, async (drawn) => {
        const form = formOf(drawn, shelf, noon);
        const draft = await draftRules(mall, form);
        const [naive] = await db.sql`
          with target as (
            select t.scope, t.scope_id, t.price_fen, b.bound_bps, m.bps
              from shop.rule_sets r
             cross join lateral private.rule_targets(r) t
             cross join lateral private.bounded(r, array[(t.scope, t.scope_id,
               private.places_of(r.shop_id, t.scope, t.scope_id), t.price_fen, null)
               ::private.rule_target], private.now()) b
             cross join lateral private.most_of_place(r, b.places, t.price_fen, private.now()) m
             where r.state = 'draft')
          select bool_and(bound_bps >= bps) as above, array_agg(coalesce(nullif(scope_id,
              ${mall.shop_id})::text, '') || bps order by scope, scope_id)
              filter (where bps > ${form.cap_bps}) as over
            from target`;
        const found = draft.problems.filter(({ code }) => code === "RULES_EXCEED_CAP");
        assert.deepEqual(
          found.map(({ scope_id, total_bps }) => `${scope_id ?? ""}${total_bps}`),
          (naive!.over ?? []).slice(0, found.length),
        );
        assert.ok(draft.problems.length === 50 || found.length === (naive!.over ?? []).length);
        assert.equal(naive!.above, true);
        assert.deepEqual(draft.warnings.map(({ sku_id }) => sku_id), await lossMaking());
        exceeding += found.length;
      }),
      { numRuns: 15, endOnFailure: true },
    );
    assert.ok(exceeding > 0);

    /** The SKUs that lose by the draft, asked one by one. */
    async function lossMaking(): Promise<string[]> {
      const rows = await db.sql<{ id: string }[]>`
        select s.id from shop.rule_sets r cross join lateral private.judged_skus(r) t
          join catalog.skus s on s.shop_id = r.shop_id and s.id = t.scope_id
         cross join lateral private.most_of_place(r, t.places, s.price_fen, private.now()) m
         cross join lateral (select private.rate_of(least(m.bps, r.cap_bps), s.price_fen)
           - (s.price_fen - s.cost_fen)) x(lost)
         where r.state = 'draft' and x.lost > 0 order by x.lost desc, s.id limit 50`;
      return rows.map(({ id }) => id);
    }
  }));

Deno.test("2,000 rules over 1,000 SKUs with 50 intervals, 9 tiers and 20 extras are judged well within a statement's time", async () => {
  const db = await testDatabase();
  try {
    const mall = await Mall.open(db);
    const skus: string[] = [];
    for (let n = 0; n < 20; n++) {
      skus.push(...await mall.product(Array.from({ length: 50 }, (_, k) => 1000 + k)));
    }
    await db.sql`update catalog.skus set cost_fen = price_fen / 2`;
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const rules = skus.flatMap((scope_id, n) =>
      [1, 2].map((level) =>
        rule({
          scope: "sku",
          scope_id,
          level: level as 1 | 2,
          tier: 1 + n % 9,
          rate_bps: 500 + n % 100,
          starts_at: day(n % 50),
          ends_at: day(n % 50 + 20),
        })
      )
    ).slice(0, 1998);
    const extras = Array.from(
      { length: 20 },
      (_, n) =>
        extra({ name: `加佣${n}`, extra_bps: 50, starts_at: day(3 * n), ends_at: day(3 * n + 9) }),
    );
    const form = shop_rates(1000, 500, { rules, extras });
    await db.sql`insert into shop.rule_sets (shop_id, state, levels, cap_bps)
      values (${mall.shop_id}, 'draft', 2, 5000)`;
    await db.sql`select private.write_rules(r, ${form as unknown as string})
      from shop.rule_sets r where r.state = 'draft'`;
    const begun = performance.now();
    const [found] = await db.sql`select private.rule_problems(r, private.now()) as problems,
      private.margin_warnings(r, private.now()) as warnings
      from shop.rule_sets r where r.state = 'draft'`;
    const took = performance.now() - begun;
    assert.deepEqual(found, { problems: [], warnings: [] });
    assert.ok(took < 4000, `${took} ms`);
  } finally {
    await db.drop();
  }
});
