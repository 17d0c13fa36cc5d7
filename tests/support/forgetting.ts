/** For tests of forgetting: a member is forgotten or waits for it, and what it waits for ends. */
import { jobs, type TestDatabase } from "./database.ts";
import type { Mall, Member } from "./mall.ts";

/** What keeps a member from being forgotten now. */
export async function waits({ db, shop_id }: Mall, { member_id }: Member): Promise<string[]> {
  const [row] = await db.sql<{ waits: string[] }[]>`
    select private.under_way(${shop_id}, ${member_id}) as waits`;
  return row!.waits;
}

export async function forget({ db, shop_id }: Mall, { member_id }: Member, cause: string) {
  const [row] = await db.sql<{ waits: string[] }[]>`
    select private.forget_member(${shop_id}, ${member_id}, ${cause}) as waits`;
  return row!.waits;
}

export async function statusOf(db: TestDatabase, { member_id }: Member): Promise<string> {
  const [row] = await db.sql`select status from member.members where id = ${member_id}`;
  return row!.status;
}

/** As the jobs do: again while there may be more. Answers how many were forgotten. */
export async function finish(db: TestDatabase): Promise<number> {
  let forgotten = 0;
  for (let more = true; more;) {
    const done = await db.call<{ forgotten: number; more: boolean }>(jobs, "finish_leaving");
    forgotten += done.forgotten;
    more = done.more;
  }
  return forgotten;
}

/** As if WeChat had heard of every parcel and transfer. */
export const allSent = (db: TestDatabase) => db.sql`update ops.outbox set status = 'done'`;

/** WeChat's word on the last attempt to refund. */
export async function refundIs(db: TestDatabase, mall: Mall, status: string, failure?: string) {
  const [attempt] = await db.sql`
    select id, amount_fen::int as fen from pay.refund_attempts order by id desc limit 1`;
  await db.call(jobs, "record_refund_answer", {
    shop_id: mall.shop_id,
    refund_attempt_id: attempt!.id,
    refund: { status, refund_id: "50", amount: { refund: attempt!.fen }, failure },
  });
}
