/** The commission rules are drafted, given up, drafted again and put in force. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

export async function setRules({ ask, owner, product }: Story): Promise<void> {
  const as_owner = { as: owner };
  const goods = await ask("GET /staff/rule-goods", { ...as_owner, query: { product } });
  assert.deepEqual(goods.items.map(({ scope }: { scope: string }) => scope), [
    ...["shop", "category", "product", "sku", "sku", "sku"],
  ]);
  const { current } = await ask("GET /staff/rule-sets", as_owner);
  const save = (revision: number | null) =>
    ask("PUT /staff/rule-sets/draft", {
      ...as_owner,
      json: { draft: draftOf(current, product), revision, reason },
    });
  const given_up = await save(null);
  await ask("POST /staff/rule-sets/draft/discard", {
    ...as_owner,
    json: { revision: given_up.revision, reason },
  });
  const { revision, problems } = await save(null);
  assert.deepEqual(problems, []);
  const begun = await ask("POST /staff/rule-sets/draft/previews", {
    ...as_owner,
    json: { revision, days: 30 },
  });
  const one = { ...as_owner, params: { preview: begun.id } };
  const done = await ask("POST /staff/rule-previews/:preview/continuation", one);
  assert.equal(done.is_done, true);
  assert.deepEqual(await ask("GET /staff/rule-previews/:preview", one), done);
  const published = await ask("POST /staff/rule-sets/draft/publication", {
    ...as_owner,
    json: { revision, starts_at: null, reason },
  });
  const { items } = await ask("GET /staff/rule-sets/history", as_owner);
  assert.equal(items[0].id, published.id);
  const whole = { ...as_owner, params: { rule_set: published.id } };
  assert.deepEqual(await ask("GET /staff/rule-sets/:rule_set", whole), published);
}

/** What is in force, with more for one product from tomorrow on. */
function draftOf({ levels, cap_bps, rules }: Record<string, unknown>, product: string) {
  const now = Date.now();
  return {
    ...{ levels, cap_bps, volume_mode: "ahead", volume_steps: [{ from_fen: 1_000_000, bps: 100 }] },
    rules: (rules as Record<string, unknown>[]).map(({ scope_name: _, ...rule }) => rule),
    extras: [{
      ...{ name: "新茶加佣", scope: "product", scope_id: product, extra_bps: 200 },
      starts_at: new Date(now + 86_400_000).toISOString(),
      ends_at: new Date(now + 2 * 86_400_000).toISOString(),
    }],
  };
}
