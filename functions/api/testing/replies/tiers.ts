/** Tiers of distributors: staff set and pin them, a distributor reads how far he is. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

export async function setTiers({ ask, owner, b }: Story): Promise<void> {
  const tier = {
    tier: 2,
    name: "银藤",
    needs: "any",
    sales_fen: 100_000_000,
    orders: 1_000,
    buyers: null,
    within_days: 90,
    valid_days: 90,
    keep_bps: 5_000,
  };
  const saved = await ask("PUT /staff/tiers", { as: owner, json: { tier, reason } });
  assert.deepEqual([saved.version, saved.distributor_count], [1, 0]);
  const { id: distributor } = (await ask("GET /distributor", { as: b })).distributor;
  const about = { as: owner, params: { distributor } };
  const pinned = await ask("PUT /staff/distributors/:distributor/tier-pin", {
    ...about,
    json: { tier: 2, until: null, reason },
  });
  assert.equal(pinned.tier.is_pinned, true);
  await ask("POST /staff/distributors/:distributor/tier-unpinning", { ...about, json: { reason } });
  const mine = await ask("GET /distributor/tier", { as: b });
  assert.deepEqual(await ask("GET /staff/distributors/:distributor/tier", about), mine);
  assert.equal(mine.held.tier, 1, "the figures do not keep it");
  const mark = { as: b, query: { page_size: "1" } };
  assert.equal((await ask("GET /distributor/tier-changes", mark)).items[0].cause, "down");
  const changes = await ask("GET /staff/distributors/:distributor/tier-changes", about);
  assert.equal(changes.items.length, 3);
  const removed = { as: owner, params: { tier: "2" }, json: { reason } };
  await ask("POST /staff/tiers/:tier/deletion", removed);
  assert.equal((await ask("GET /staff/tiers", { as: owner })).items.length, 1);
}
