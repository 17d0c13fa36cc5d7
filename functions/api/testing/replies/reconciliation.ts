/** WeChat's bills beside the books. */
import assert from "node:assert/strict";
import { billsOf } from "@/tests/support/bills.ts";
import { reason, type Story } from "./story.ts";

export async function reconcile({ house, ask, owner }: Story): Promise<void> {
  const { sql } = house.test_db;
  const [shop] = await sql<{ shop_id: string }[]>`select shop_id from trade.orders limit 1`;
  const { difference } = await billsOf(sql, shop!.shop_id);
  const query = { month: "2026-01" };
  const [day] = (await ask("GET /staff/reconciliation/days", { as: owner, query })).items;
  assert.deepEqual([day.state, day.open], ["differs", 1]);
  const open = { status: "open", day: "2026-01-01" };
  const list = await ask("GET /staff/reconciliation/differences", { as: owner, query: open });
  assert.equal(list.items[0].id, difference);
  await ask("GET /staff/reconciliation/differences/export", { as: owner });
  const decided = await ask("POST /staff/reconciliation/differences/:difference/decision", {
    as: owner,
    params: { difference },
    json: { status: "resolved", reason },
  });
  assert.equal(decided.steps.at(-1).reason, reason);
  await ask("POST /staff/reconciliation/fetches", {
    as: owner,
    json: { mchid: day.mchid, day: day.day, reason },
  });
}
