import type postgres from "postgres";

/** A day whose bills have come, and an open difference on it. */
export async function billsOf(
  sql: postgres.Sql,
  shop_id: string,
): Promise<{ bill: string; difference: string }> {
  const [row] = await sql<{ bill: string; difference: string }[]>`
    with account as (
      insert into pay.bill_accounts (shop_id, mchid, from_day, planned_to)
      values (${shop_id}, '1900000001', '2026-01-01', '2999-01-01') returning *),
    day as (
      insert into pay.bill_days (shop_id, account_id, day)
      select shop_id, id, '2026-01-01' from account returning *),
    bill as (
      insert into pay.bills (shop_id, account_id, day, kind, status, next_at)
      select shop_id, account_id, day, 'trade', 'fetched', private.now() from day returning *),
    difference as (
      insert into pay.bill_differences (shop_id, account_id, day, row_kind, kind, number,
        wechat_number, theirs_fen, happened_at)
      select shop_id, account_id, day, 'payment', 'missing_here', 'unknown', '42', 100,
        private.now() from day returning *)
    select bill.id as bill, difference.id as difference from bill, difference`;
  return row!;
}
