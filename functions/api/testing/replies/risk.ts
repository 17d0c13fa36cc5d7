/** Rules of the risk centre are set and tried; a case is read and decided. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

export async function judgeCase({ ask, owner, house, b }: Story): Promise<void> {
  const as_owner = { as: owner };
  const { items } = await ask("GET /staff/risk-rules", as_owner);
  const { rule, weight } = items.find(({ rule }: { rule: string }) => rule === "self_dealing");
  const form = { weight, thresholds: {} };
  const one = { ...as_owner, params: { rule } };
  await ask("PUT /staff/risk-rules/:rule", { ...one, json: { ...form, is_on: true, reason } });
  await ask("PUT /staff/risk-rules", { ...as_owner, json: { hold_score: 120, reason } });
  const begun = await ask("POST /staff/risk-rules/:rule/previews", { ...one, json: form });
  const done = await ask("POST /staff/risk-previews/:preview/continuation", {
    ...as_owner,
    params: { preview: begun.id },
  });
  assert.equal(done.is_done, true);

  const { id: distributor } = (await ask("GET /distributor", { as: b })).distributor;
  const [opened] = await house.test_db.sql<{ id: string }[]>`
    with opened as (select private.open_case(${house.shop_id}, ${distributor}) as id), hit as (
      insert into risk.hits (shop_id, case_id, distributor_id, rule, key, weight, evidence)
      select ${house.shop_id}, o.id, ${distributor}, ${rule}, 'k', 60, '{"kind":"phone"}'
        from opened o returning shop_id, id), concerned as (
      insert into risk.hit_orders (shop_id, hit_id, order_id)
      select h.shop_id, h.id, m.id from hit h join trade.orders m on m.shop_id = h.shop_id)
    select id from opened`;
  await house.test_db.sql`
    select private.mark_orders(${house.shop_id}, array(select id from trade.orders))`;
  const about = { ...as_owner, params: { case: opened!.id } };
  const seen = await ask("GET /staff/risk-cases/:case", about);
  assert.ok(seen.orders.length > 0 && seen.people.length > 1);
  assert.equal((await ask("GET /staff/risk-cases", as_owner)).items.length, 1);
  const decided = await ask("POST /staff/risk-cases/:case/decision", {
    ...about,
    json: { decision: "release", reason },
  });
  assert.equal(decided.status, "released");

  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await ask("PUT /staff/trusted-distributors/:distributor", {
    ...as_owner,
    params: { distributor },
    json: { rules: [rule], until, reason },
  });
  assert.equal((await ask("GET /staff/trusted-distributors", as_owner)).items.length, 1);
}
