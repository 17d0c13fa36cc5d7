import assert from "node:assert/strict";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiting } from "@/tests/support/work_list.ts";

Deno.test("each role sees the whole list and the actions it may take; other roles are refused", () =>
  onMall(async (mall, db) => {
    const refund = await waiting(mall, "unsent_refund");
    const transfer = await waiting(mall, "unsent_transfer");
    const [viewer, support, finance] = [
      await mall.staff("viewer"),
      await mall.staff("support"),
      await mall.staff("finance"),
    ];
    const seen = async (who: typeof viewer) => {
      const { items } = await db.call<{ items: { kind: string; actions: string[] }[] }>(
        who,
        "list_work",
        { shop: mall.shop },
      );
      return Object.fromEntries(items.map(({ kind, actions }) => [kind, actions.length > 0]));
    };
    assert.deepEqual(await seen(viewer), { unsent_refund: false, unsent_transfer: false });
    assert.deepEqual(await seen(support), { unsent_refund: true, unsent_transfer: false });
    assert.deepEqual(await seen(finance), { unsent_refund: true, unsent_transfer: true });
    await refuses("FORBIDDEN", mall.decideWork(refund, "retry", { who: viewer }));
    await refuses("FORBIDDEN", mall.decideWork(transfer, "retry", { who: support }));
    await refuses("INVALID_REQUEST", mall.decideWork(transfer, "settle"));
    const other = await Mall.open(db, "other");
    await refuses("WORK_NOT_FOUND", other.decideWork(refund, "retry"));
    await refuses("SHOP_NOT_FOUND", mall.decideWork(refund, "retry", { who: other.owner }));
  }));

Deno.test("support may send a refund again; only staff who may refund settle it or give it up", () =>
  onMall(async (mall) => {
    const [support, finance] = [await mall.staff("support"), await mall.staff("finance")];
    const kinds = ["unsent_refund", "unsent_abnormal_refund", "refund_closed", "refund_abnormal"];
    for (const kind of kinds) {
      const row = await waiting(mall, kind);
      const offered = async (who: typeof support) =>
        (await mall.db.call<WorkItem>(who, "get_work", { shop: mall.shop, work_id: row.id }))
          .actions;
      const again = kind === "refund_abnormal" ? "mend" : "retry";
      assert.deepEqual(await offered(support), [again]);
      assert.deepEqual(await offered(finance), [again, "settle"]);
      for (const action of ["settle", "dismiss"]) {
        await refuses("FORBIDDEN", mall.decideWork(row, action, { who: support }));
      }
      if (!kind.startsWith("unsent")) continue; // the others look for their refund
      assert.equal((await mall.decideWork(row, again, { who: support })).status, "done");
    }
  }));

Deno.test("a held withdrawal above the limit is offered for another try only to staff who may approve it", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(90_000);
    await mall.withdrawalRules({ review_above_fen: 0, large_above_fen: 5_000, one_open: false });
    const manager = await mall.staff("manager");
    for (const amount_fen of [5_000, 4_000]) await mall.withdraw(level1, amount_fen);
    await db.sql`
      select private.hold_withdrawal(w, '核对') from pay.withdrawals w order by w.amount_fen desc`;
    await mall.withdrawalRules({ large_above_fen: 4_999 });
    const { items } = await db.call<{ items: WorkItem[] }>(manager, "list_work", {
      shop: mall.shop,
    });
    const offered = items.map(({ detail, actions }) => [detail.amount_fen, actions]);
    assert.deepEqual(offered.toSorted(), [
      [4_000, ["retry", "dismiss"]],
      [5_000, ["dismiss"]],
    ]);
    const large = items.find(({ detail }) => detail.amount_fen === 5_000)!;
    await refuses("APPROVAL_LIMIT", mall.decideWork(large, "retry", { who: manager }));
    assert.equal((await mall.decideWork(large, "retry")).status, "done");
  }));
