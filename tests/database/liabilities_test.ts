import assert from "node:assert/strict";
import { LiabilityPage, type LiabilitySums } from "@/contracts/staff/liabilities.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const listed = async (mall: Mall, args: Record<string, unknown> = {}) =>
  LiabilityPage.parse(
    await mall.db.call(mall.owner, "list_liabilities", { shop: mall.shop, ...args }),
  );

/** What the entries of the ledger say of the shop, in the words of the list. */
async function ledgerSums(mall: Mall) {
  const [row] = await mall.db.sql<
    { promised: string; due: string; owed: string; paying: string }[]
  >`
    with account as (
      select a.kind, a.owner_id, coalesce(sum(e.amount), 0) as fen
        from ledger.accounts a
        left join ledger.entries e on e.shop_id = a.shop_id and e.account_id = a.id
       where a.shop_id = ${mall.shop_id} group by a.id, a.kind, a.owner_id)
    select coalesce(sum(fen) filter (where kind = 'commission_pending'), 0) as promised,
           coalesce(sum(fen) filter (where kind = 'commission_available' and fen > 0), 0) as due,
           coalesce(-sum(fen) filter (where kind = 'commission_available' and fen < 0), 0) as owed,
           coalesce(sum(fen) filter (where kind = 'payout_open'), 0) as paying
      from account`;
  return [row!.promised, row!.due, row!.owed, row!.paying].map(Number);
}

const inLedgerWords = (sums: LiabilitySums) => [
  sums.pending_fen + sums.held_fen,
  sums.available_fen,
  sums.owed_back_fen,
  sums.withdrawing_fen,
];

/** The sums are those of the ledger, and those of the rows. */
async function agrees(mall: Mall): Promise<LiabilitySums> {
  const { sums, items } = await listed(mall, { page_size: 100 });
  assert.deepEqual(inLedgerWords(sums!), await ledgerSums(mall));
  for (const key of Object.keys(sums!) as (keyof LiabilitySums)[]) {
    assert.equal(items.reduce((sum, row) => sum + row[key], 0), sums![key], key);
  }
  await mall.checkBooks();
  return sums!;
}

Deno.test("C63 what the shop owes equals the ledger at every turn: promised, held, due, being paid, owed back", () =>
  onMall(async (mall) => {
    await mall.settings({ settle_days: 0, after_sale_days: 90 });
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    assert.equal((await agrees(mall)).total_fen, 0);
    const buy = async () => (await mall.buy(buyer, [{ sku_id, quantity: 3 }])).order_id;
    const first = await buy();
    assert.equal((await agrees(mall)).pending_fen, 4500);
    const second = await buy();
    const asked = await mall.askRefund(buyer, second, [{ line_no: 1, quantity: 1 }]);
    assert.equal((await agrees(mall)).held_fen, 4500);
    await mall.approveRefund(asked);
    await agrees(mall);
    await mall.refundArrives(asked);
    assert.deepEqual([(await agrees(mall)).total_fen, (await agrees(mall)).held_fen], [7500, 0]);
    await mall.complete(buyer, first);
    await mall.settle();
    assert.equal((await agrees(mall)).available_fen, 4500);
    await mall.withdraw(level1, 3000);
    assert.equal((await agrees(mall)).withdrawing_fen, 3000);
    await mall.refund(buyer, first, [{ line_no: 1, quantity: 2 }]);
    const { owed_back_fen, total_fen } = await agrees(mall);
    assert.deepEqual([owed_back_fen, total_fen], [2000, 3000 + 3000 + 500 - 2000]);
  }));

/** So many distributors to each of whom something else is promised. */
async function owedTo(mall: Mall, count: number): Promise<Member[]> {
  const [sku_id] = await mall.product([1000]) as [string];
  const owed: Member[] = [];
  for (let n = 1; n <= count; n++) {
    const [one, buyer] = await mall.members(2) as [Member, Member];
    await mall.promote(one);
    await mall.bind(buyer, one);
    await mall.buy(buyer, [{ sku_id, quantity: 1 + n % 3 }]);
    owed.push(one);
  }
  return owed;
}

Deno.test("liabilities are sorted by any sum, paged without gap or repetition, and found by code and name", () =>
  onMall(async (mall, db) => {
    const owed = await owedTo(mall, 7);
    for (const sort of ["total_fen", "-total_fen", "-pending_fen", "available_fen"]) {
      const seen: { id: string; total_fen: number }[] = [];
      let after: string | null = null;
      do {
        const page: LiabilityPage = await listed(mall, { sort, after, page_size: 3 });
        assert.equal(page.sums !== undefined, after === null);
        seen.push(...page.items);
        after = page.next;
      } while (after);
      assert.deepEqual(new Set(seen.map(({ id }) => id)), new Set(owed.map((o) => o.member_id)));
      assert.equal(seen.length, 7);
      if (!sort.endsWith("total_fen")) continue;
      const sums = seen.map(({ total_fen }) => sort === "total_fen" ? total_fen : -total_fen);
      assert.deepEqual(sums, sums.toSorted((a, b) => a - b));
    }
    await db.call(owed[0]!, "update_profile", { nickname: "竹青Amy" });
    const found = (await listed(mall, { query: "竹" })).items;
    assert.deepEqual(found.map(({ id, label }) => [id, label]), [[owed[0]!.member_id, "竹**"]]);
    for (const sort of ["", "code", "-id", "total_fen; drop table"]) {
      await refuses("INVALID_REQUEST", listed(mall, { sort }));
    }
  }));

Deno.test("C111 an export of liabilities is written down page by page, and names stay masked", () =>
  onMall(async (mall, db) => {
    const [one] = await owedTo(mall, 3) as [Member];
    await db.call(one, "update_profile", { nickname: "欧阳小满" });
    const args = { shop: mall.shop, page_size: 2 };
    const first = await db.call<LiabilityPage>(mall.owner, "export_liabilities", args);
    const rest = await db.call<LiabilityPage>(mall.owner, "export_liabilities", {
      ...args,
      after: first.next,
    });
    const text = JSON.stringify([first, rest]);
    assert.ok(text.includes("欧**") && !text.includes("小满"));
    assert.equal(first.items.length + rest.items.length, 3);
    const rows = await db.sql`
      select from ops.audit_log where command = 'export_liabilities'`;
    assert.equal(rows.length, 2);
  }));

Deno.test("C25 C109 another shop's debts, customers and orders do not exist here", () =>
  onMall(async (mall, db) => {
    const { level1, level2 } = await mall.earnings(10_000);
    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual((await listed(elsewhere)).items, []);
    assert.equal((await listed(elsewhere)).sums!.total_fen, 0);
    await refuses(
      "SHOP_NOT_FOUND",
      db.call(elsewhere.owner, "list_liabilities", { shop: mall.shop }),
    );
    const page = (fn: string, by: Mall, one: Member) =>
      db.call<{ items: { level?: number; kept_fen: number; label?: string }[] }>(by.owner, fn, {
        shop: by.shop,
        distributor_id: one.member_id,
      });
    for (const fn of ["list_distributor_customers", "list_distributor_orders"]) {
      await refuses("DISTRIBUTOR_NOT_FOUND", page(fn, elsewhere, level1));
    }
    const orders = async (one: Member) =>
      (await page("list_distributor_orders", mall, one)).items.map((o) => [o.level, o.kept_fen]);
    assert.deepEqual([await orders(level1), await orders(level2)], [[[1, 1000]], [[2, 500]]]);
    const [customer] = (await page("list_distributor_customers", mall, level1)).items;
    assert.equal(customer!.kept_fen, 10_000);
  }));
