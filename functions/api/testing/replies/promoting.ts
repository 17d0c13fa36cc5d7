/** What a distributor's own work brought, on the phone and on the dashboard. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

export async function lookAtFigures({ ask, refusal, owner, a, b }: Story): Promise<void> {
  const own = await ask("GET /distributor/figures", { as: b, query: { days: "7" } });
  assert.deepEqual([own.totals.orders, own.totals.buyers, own.by_day.length], [1, 1, 7]);
  const links = await ask("GET /distributor/links", { as: b });
  assert.ok(links.items.some(({ openings }: { openings: number }) => openings > 0));
  const [member] = (await ask("GET /distributor/team", { as: a })).items;
  assert.equal(member.kept_orders, 1);
  assert.equal(await refusal("GET /distributor/leaderboard", { as: b }), "LEADERBOARD_CLOSED");
  const json = { settings: { leaderboard: true }, reason };
  await ask("PUT /staff/settings", { as: owner, json });
  assert.equal((await ask("GET /distributor/leaderboard", { as: b })).me.rank, 1);
  const board = await ask("GET /staff/leaderboard", { as: owner, query: { period: "today" } });
  const about = { as: owner, params: { distributor: board.rows[0].distributor_id } };
  const seen = await ask("GET /staff/distributors/:distributor/figures", about);
  assert.equal(seen.totals.orders, 1);
  await ask("GET /staff/distributors/:distributor/links", about);
  const customers = await ask("GET /staff/distributors/:distributor/customers", about);
  assert.equal(customers.items[0].order_count, 1);
  const orders = await ask("GET /staff/distributors/:distributor/orders", about);
  assert.equal(orders.items[0].level, 1);
  const owed = await ask("GET /staff/liabilities", { as: owner, query: { sort: "-pending_fen" } });
  const exported = await ask("GET /staff/liabilities/export", { as: owner });
  assert.deepEqual([owed.total, exported.items.length], [2, 2]);
}
