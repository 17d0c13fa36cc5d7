/** For tests of WeChat's words about transfers: a withdrawal sent, failed or contradicted. */
import assert from "node:assert/strict";
import { jobs, type TestDatabase } from "./database.ts";
import type { Mall, Member } from "./mall.ts";

/** A distributor with 9,000 fen in the balance who withdraws without review. */
export async function rich(mall: Mall): Promise<Member> {
  const { level1 } = await mall.earnings(90_000);
  await mall.withdrawalRules({ review_above_fen: 199_999, one_open: false, daily_count: 100 });
  return level1;
}

/** WeChat has been asked for a withdrawal. */
export async function sent(mall: Mall, level1: Member, amount_fen = 9_000): Promise<string> {
  const { id } = await mall.withdraw(level1, amount_fen);
  await mall.db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
  return id;
}

export async function says(
  mall: Mall,
  id: string,
  state: string,
  more: Record<string, unknown> = {},
) {
  const { result, reason } = await mall.db.call<{ result: string; reason: string | null }>(
    jobs,
    "record_transfer_answer",
    { shop_id: mall.shop_id, withdrawal_id: id, bill: { state, ...more } },
  );
  return reason ?? result;
}

export async function failed(mall: Mall, level1: Member): Promise<string> {
  const id = await sent(mall, level1);
  assert.equal(await says(mall, id, "FAIL", { fail_reason: "PARAMERROR" }), "applied");
  return id;
}

export async function statusOf(db: TestDatabase, id: string): Promise<string> {
  const [row] = await db.sql<{ status: string }[]>`
    select status from pay.withdrawals where id = ${id}`;
  return row!.status;
}

export async function available(mall: Mall, distributor: Member): Promise<number> {
  return (await mall.balances(distributor)).available_fen!;
}

export async function contradicted(mall: Mall) {
  const [item] = await mall.work("transfer_contradicted");
  return item!;
}
