/** For tests of commission rule sets: forms, drafts, what is in force. */
import type {
  RuleDraft,
  RuleSet,
  RuleSetForm,
  RuleSets,
  SetExtra,
  SetRule,
} from "@/contracts/staff/rules.ts";
import type { Mall } from "@/tests/support/mall.ts";

export const rule = (given: Partial<SetRule>): SetRule => ({
  scope: "shop",
  scope_id: null,
  tier: null,
  level: 1,
  rate_bps: given.fixed_fen ? null : 0,
  fixed_fen: null,
  starts_at: null,
  ends_at: null,
  priority: 0,
  ...given,
});

export const extra = (given: Partial<SetExtra>): SetExtra => ({
  name: "加佣",
  scope: "shop",
  scope_id: null,
  extra_bps: 100,
  starts_at: "2020-01-01T00:00:00+08:00",
  ends_at: "2100-01-01T00:00:00+08:00",
  ...given,
});

/** A set with rates for the whole shop, and what else is given. */
export const shop_rates = (
  level1_bps: number,
  level2_bps: number,
  more: Partial<RuleSetForm> = {},
): RuleSetForm => ({
  levels: 2,
  cap_bps: 5000,
  extras: [],
  volume_mode: null,
  volume_steps: [],
  ...more,
  rules: [
    rule({ rate_bps: level1_bps }),
    rule({ level: 2, rate_bps: level2_bps }),
    ...more.rules ?? [],
  ],
});

export const ruleSets = (mall: Mall) =>
  mall.db.call<RuleSets>(mall.owner, "get_rule_sets", { shop: mall.shop });

/** Saves the draft on top of the one that stands. */
export async function draftRules(mall: Mall, draft: RuleSetForm): Promise<RuleDraft> {
  const { draft: standing } = await ruleSets(mall);
  const revision = standing?.revision ?? null;
  return mall.command<RuleDraft>("save_rule_draft", { draft, revision, reason: "试试" });
}

export async function publishRules(
  mall: Mall,
  form: RuleSetForm,
  starts_at: string | null = null,
): Promise<RuleSet> {
  const { revision } = await draftRules(mall, form);
  return mall.command<RuleSet>("publish_rule_draft", { revision, starts_at, reason: "调整" });
}

/**
 * Puts a form in force from a moment on whether or not it could exceed its cap: publishing refuses such a set, and what
 * the cap cuts is to be seen. Answers the set's id.
 */
export async function forceRules(mall: Mall, form: RuleSetForm): Promise<string> {
  const { sql } = mall.db;
  const { shop_id } = mall;
  const [row] = await sql<{ id: string }[]>`
    insert into shop.rule_sets (shop_id, state, levels, cap_bps, volume_mode)
    values (${shop_id}, 'made', ${form.levels}, ${form.cap_bps}, ${form.volume_mode}) returning id`;
  const given = JSON.stringify(form);
  await sql`select private.check_rule_form(${given}::text::jsonb, 'draft')`;
  await sql`select private.write_rules(r, ${given}::text::jsonb) from shop.rule_sets r
    where r.id = ${row!.id}`;
  await sql`update shop.rule_sets set ends_at = greatest(starts_at, private.now())
    where shop_id = ${shop_id} and version is not null and ends_at is null`;
  await sql`update shop.rule_sets r set state = 'saved', starts_at = private.now(),
      version = (select max(x.version) + 1 from shop.rule_sets x where x.shop_id = r.shop_id)
    where r.id = ${row!.id}`;
  return row!.id;
}
