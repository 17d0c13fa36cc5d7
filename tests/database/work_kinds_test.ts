import assert from "node:assert/strict";
import { onMall } from "@/tests/support/on_mall.ts";

/** Which permission takes which action on which kind of work. To send again and to end may be two permissions. */
const decided_by = {
  after_sale: [
    "after_sale_overdue: dismiss",
    "card_unreadable: retry, dismiss",
    "refund_abnormal: mend",
    "refund_closed: retry",
    "stuck_after_sale: retry",
    "unsent_abnormal_refund: retry",
    "unsent_refund: retry",
  ],
  credentials: [
    "key_ends: dismiss",
    "key_unreadable: retry, dismiss",
    "keys_stale: retry",
    "rejected_push: settle, dismiss",
    "unsent_order_path: retry, dismiss",
  ],
  distributor: [
    "answers_unreadable: retry, dismiss",
    "stuck_tier: retry",
  ],
  order: [
    "contact_unreadable: retry, dismiss",
    "phone_unreadable: retry, dismiss",
    "revocation_unknown: dismiss",
    "stuck_close: retry",
    "stuck_receive: retry",
    "unsent_close_payment: retry, dismiss",
  ],
  payout: [
    "leaving_waits: settle, dismiss",
    "name_unreadable: retry, dismiss",
    "rejected_transfer: settle, dismiss",
    "stuck_bonus: retry",
    "stuck_settle: retry",
    "transfer_open: retry",
    "unsent_transfer: retry, dismiss",
    "unsent_transfer_cancel: retry, dismiss",
    "withdrawal_held: retry, dismiss",
  ],
  payout_large: [
    "adjustment_waiting: retry, dismiss",
    "transfer_contradicted: settle, dismiss",
  ],
  reconcile: [
    "bill_difference: settle, dismiss",
    "bill_unfetched: retry, dismiss",
  ],
  refund: [
    "provider_refund: dismiss",
    "refund_abnormal: settle",
    "refund_closed: settle, dismiss",
    "rejected_payment: settle, dismiss",
    "rejected_refund: settle, dismiss",
    "unsent_abnormal_refund: settle",
    "unsent_refund: settle",
  ],
  rules: [
    "judging_failed: dismiss",
    "message_refused: dismiss",
  ],
  ship: [
    "unsent_shipping: mend, retry, dismiss",
    "wechat_reminder: dismiss",
  ],
};

Deno.test("every kind of work is acted on and ended with exactly the permission that is meant", () =>
  onMall(async (_mall, db) => {
    const rows = await db.sql<{ permission: string; work: string }[]>`
      select private.work_permission(k, a.action) as permission,
             k.kind || ': ' || string_agg(a.action, ', ' order by a.place) as work
        from ops.work_kinds k, unnest(k.actions) with ordinality a (action, place)
       group by private.work_permission(k, a.action), k.kind order by k.kind`;
    const found = Object.groupBy(rows, ({ permission }) => permission);
    const named = Object.entries(found).map(([permission, rows]) => [
      permission,
      rows!.map(({ work }) => work),
    ]);
    assert.deepEqual(Object.fromEntries(named), decided_by);
  }));
