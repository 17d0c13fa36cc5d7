import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

type Violation = { rule: string; subject: string; detail: string };

/** The kinds of account that points will need: a member's own, and the shop's side of it. */
async function addPoints(mall: Mall, member: Member): Promise<void> {
  await mall.db.sql`insert into ledger.account_kinds (kind, owner_kind, unit, is_kept)
    values ('points', 'member', 'points', true), ('points_granted', 'shop', 'points', false)`;
  for (const [owner_kind, id] of [["member", member.member_id], ["shop", mall.shop_id]] as const) {
    await mall.db.sql`select private.open_accounts(${mall.shop_id}, ${owner_kind}, ${id})`;
  }
}

/** Posts one transfer from the shop's account to an owner's. */
async function post(
  mall: Mall,
  owner: string,
  [debit, credit]: [string, string],
  amount: number,
  unit: string,
  kind = "adjustment",
): Promise<void> {
  await mall.db.sql`select private.post(${mall.shop_id}, ${kind}, ${crypto.randomUUID()},
    ${owner}, array[${debit}, ${credit}], array[null, ${owner}]::uuid[],
    array[${-amount}, ${amount}]::bigint[], ${unit})`;
}

async function kept(db: TestDatabase, member: Member): Promise<[string, string, number][]> {
  const rows = await db.sql<{ kind: string; unit: string; balance: string }[]>`
    select a.kind, a.unit, b.balance from ledger.accounts a
      join ledger.balances b on b.shop_id = a.shop_id and b.account_id = a.id
     where a.owner_id = ${member.member_id} order by a.kind`;
  return rows.map(({ kind, unit, balance }) => [kind, unit, Number(balance)]);
}

const violations = (db: TestDatabase) =>
  db.sql<Violation[]>`select rule, subject, detail from private.ledger_violations()`;

Deno.test("a member's points stand on an account of their own, posted and checked apart from fen", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.earnings(10_000);
    await addPoints(mall, level1);
    for (const points of [300, -120]) {
      await post(mall, level1.member_id, ["points_granted", "points"], points, "points");
    }
    assert.deepEqual(await kept(db, level1), [
      ["commission_available", "fen", 1000],
      ["points", "points", 180],
    ]);
    assert.deepEqual(await kept(db, buyer), []);
    await mall.checkBooks();

    await db.sql`update ledger.balances set balance = balance + 1
      where account_id = private.account_of(shop_id, 'points', ${level1.member_id})`;
    assert.deepEqual([...await violations(db)], [{
      rule: "a balance is the sum of its entries",
      subject: level1.member_id,
      detail: "points: 181 <> 180 points",
    }]);
    await db.sql`update ledger.balances set balance = balance - 1
      where account_id = private.account_of(shop_id, 'points', ${level1.member_id})`;
  }));

Deno.test("a transfer has one unit: fen never meet points, in posting and in the invariants", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(10_000);
    await addPoints(mall, level1);
    for (const unit of ["fen", "points"]) {
      const mixed = post(mall, level1.member_id, ["sales", "points"], 5, unit);
      await assert.rejects(mixed, { code: "23502" });
    }
    assert.deepEqual((await kept(db, level1)).map(([, , balance]) => balance), [1000, 0]);

    await db.sql.begin(async (sql) => {
      await sql`insert into ledger.transfers
        (shop_id, id, kind, idempotency_key, subject_id, happened_at)
        values (${mall.shop_id}, ${level1.member_id}, 'adjustment', 'mixed', ${level1.member_id}, now())`;
      await sql`insert into ledger.entries (shop_id, transfer_id, account_id, amount)
        select a.shop_id, ${level1.member_id}, a.id, case a.kind when 'sales' then -5 else 5 end
          from ledger.accounts a where a.kind in ('sales', 'points_granted')`;
      const found = await sql<Violation[]>`select * from private.ledger_violations()`;
      assert.deepEqual(found.map(({ rule }) => rule), [
        "an entry stands on an account of its shop and of its transfer's unit",
      ]);
      throw new Error("undo");
    }).catch((error) => assert.equal(error.message, "undo"));
  }));

Deno.test("an account is of its kind's owner and unit, and a shop owns only its own", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const open = (kind: string, owner_kind: string, owner_id: string, unit = "fen") =>
      db.sql`insert into ledger.accounts (shop_id, kind, owner_kind, owner_id, unit, is_kept)
        values (${mall.shop_id}, ${kind}, ${owner_kind}, ${owner_id}, ${unit}, false)`;
    const foreign_key = { code: "23503" };
    await assert.rejects(open("nothing", "shop", mall.shop_id), foreign_key);
    await assert.rejects(open("sales", "member", member.member_id), foreign_key);
    await assert.rejects(open("sales", "shop", mall.shop_id, "points"), { code: "23505" });
    await assert.rejects(open("sales", "shop", member.member_id), { code: "23514" });
    await assert.rejects(open("commission_pending", "distributor", member.member_id), foreign_key);
    await db.sql`select private.open_accounts(${mall.shop_id}, 'shop', ${mall.shop_id})`;
    assert.deepEqual(await kept(db, member), []);
  }));

Deno.test("a transfer that cannot be whole is not there at all: a withdrawal above the balance leaves no row", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(10_000);
    const rows = () => db.sql`select count(*) from ledger.transfers`;
    const [before] = await rows();
    const ask = post(
      mall,
      level1.member_id,
      ["payout_open", "commission_available"],
      -1001,
      "fen",
      "withdrawal_request",
    );
    await refuses("BALANCE_TOO_LOW", ask);
    assert.deepEqual((await rows())[0], before);
    assert.deepEqual(await kept(db, level1), [["commission_available", "fen", 1000]]);
  }));
