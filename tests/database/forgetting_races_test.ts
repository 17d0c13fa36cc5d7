import assert from "node:assert/strict";
import type { TestDatabase } from "../support/database.ts";
import type { Mall, Member } from "../support/mall.ts";
import { onMall, refuses } from "../support/on_mall.ts";
import { waiters } from "../support/waiting.ts";

const forget = ({ db, shop_id }: Mall, { member_id }: Member) =>
  db.sql<{ waits: string[] }[]>`select private.forget_member(${shop_id}, ${member_id}) as waits`;

/** Forgets somebody in a transaction that stays open until `meanwhile` has begun something that waits for it. */
async function forgettingWhile<T>(mall: Mall, who: Member, meanwhile: () => Promise<T>) {
  let begun: Promise<T> | undefined;
  await mall.db.sql.begin(async (tx) => {
    await tx`select private.forget_member(${mall.shop_id}, ${who.member_id})`;
    begun = meanwhile();
    begun.catch(() => {}); // judged below, when the transaction is over
    await waiters(mall.db);
  });
  return await begun!;
}

async function statusOf(db: TestDatabase, { member_id }: Member): Promise<string> {
  const [row] = await db.sql`select status from member.members where id = ${member_id}`;
  return row!.status;
}

/** What there is of a member: orders, their receivers, what keeps the member from being forgotten. */
async function stateOf(db: TestDatabase, { member_id }: Member) {
  const [row] = await db.sql<{ orders: number; receivers: number; waits: string[] | null }[]>`
    select (select count(*)::int from trade.orders where member_id = ${member_id}) as orders,
           (select count(*)::int from person.order_contacts where member_id = ${member_id}) as receivers,
           (select waits_for from person.leaving where member_id = ${member_id}) as waits`;
  return row!;
}

Deno.test("an order placed in the moment its buyer is forgotten is refused, and takes nothing from stock", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000], { stock: 10 }) as [string];
    const buyer = await mall.member();
    const lines = [{ sku_id, quantity: 1 }];
    await refuses(
      "SIGN_IN_REQUIRED",
      forgettingWhile(mall, buyer, () => mall.placeAt(buyer, lines, 1000)),
    );
    assert.deepEqual(await stateOf(db, buyer), { orders: 0, receivers: 0, waits: null });
    assert.equal(await mall.available(sku_id), 10);
  }));

Deno.test("ten buyers place and are forgotten at once: each has an order with its receiver and waits for it, or is gone without one", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000], { stock: 100 }) as [string];
    const buyers = await mall.members(10);
    const lines = [{ sku_id, quantity: 1 }];
    const races = buyers.map(async (buyer) => {
      const [first, second] = await Promise.allSettled([
        mall.placeAt(buyer, lines, 1000),
        mall.placeAt(buyer, lines, 1000),
        forget(mall, buyer),
        forget(mall, buyer),
      ]);
      return [first!, second!].filter(({ status }) => status === "fulfilled").length;
    });
    const placed = await Promise.all(races);
    for (const [n, buyer] of buyers.entries()) {
      const [forgotten] = await forget(mall, buyer);
      const orders = placed[n]!;
      assert.deepEqual(forgotten!.waits, orders ? ["order"] : []);
      assert.deepEqual(await stateOf(db, buyer), {
        ...{ orders, receivers: orders, waits: orders ? ["order"] : null },
      });
      assert.equal(await statusOf(db, buyer), orders ? "active" : "deleted");
    }
    const all = placed.reduce((sum, orders) => sum + orders, 0);
    assert.equal(await mall.available(sku_id), 100 - all);
  }));

Deno.test("paid five times over while forgotten five times over: paid once, and the parcel knows where to go", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paid = await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 1 }]));
    const five = Array.from({ length: 5 });
    const [answers, forgotten] = await Promise.all([
      Promise.all(five.map(() => mall.notify(paid))),
      Promise.all(five.map(() => forget(mall, buyer))),
    ]);
    assert.equal(answers.filter(({ result }) => result === "applied").length, 1);
    assert.deepEqual(forgotten.map(([row]) => row!.waits), five.map(() => ["order"]));
    assert.deepEqual(await stateOf(db, buyer), { orders: 1, receivers: 1, waits: ["order"] });
    await mall.ship(paid.order_id);
  }));

Deno.test("a late payment that meets the forgetting of its buyer is given back, and the order stays closed", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paid = await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 1 }]));
    await db.call(buyer, "cancel_order", {
      order_id: paid.order_id,
      idempotency_key: crypto.randomUUID(),
    });
    const { result } = await forgettingWhile(mall, buyer, () => mall.notify(paid));
    assert.equal(result, "applied");
    const [order] = await db.sql`select status from trade.orders where id = ${paid.order_id}`;
    assert.equal(order!.status, "closed");
    const refunds = await db.sql`
      select payable_fen::int as payable_fen from pay.refunds where order_id = ${paid.order_id}`;
    assert.deepEqual([...refunds], [{ payable_fen: 1000 }]);
  }));

Deno.test("ten withdrawals and three forgettings at once: five of a fifth of the balance are kept, and forgetting waits for them", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(100_000);
    await mall.withdrawalRules({ one_open: false, daily_count: 1000, min_fen: 10 });
    const [asked] = await Promise.all([
      Promise.allSettled(Array.from({ length: 10 }, () => mall.withdraw(level1, 2000))),
      ...Array.from({ length: 3 }, () => forget(mall, level1)),
    ]);
    const refused = asked.filter((one) => one.status === "rejected");
    assert.deepEqual(refused.map(({ reason }) => reason.message), Array(5).fill("BALANCE_TOO_LOW"));
    const [row] = await forget(mall, level1);
    assert.ok(row!.waits.includes("withdrawal") && !row!.waits.includes("balance"));
    assert.equal(await statusOf(db, level1), "active");
  }));

Deno.test("twenty sign-ins while a member is forgotten name that member or one new one, and the old token is dead", () =>
  onMall(async (mall, db) => {
    const before = await mall.member("openid-that-leaves");
    const [signed_in] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => mall.member("openid-that-leaves"))),
      forget(mall, before),
    ]);
    const after = await mall.member("openid-that-leaves");
    assert.notEqual(after.member_id, before.member_id);
    const known = new Set([before.member_id, after.member_id]);
    assert.ok(signed_in.every(({ member_id }) => known.has(member_id)));
    await refuses("SIGN_IN_REQUIRED", db.call(before, "get_me"));
    const [count] = await db.sql`select count(*)::int as members from member.members`;
    assert.equal(count!.members, 2);
  }));

Deno.test("the balance of a closed account is a person's work: settled, it stays on the books and its owner is forgotten", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(100_000);
    await db
      .sql`select private.forget_member(${mall.shop_id}, ${level1.member_id}, 'account_closed')`;
    await db.clock.advance(1);
    await db.call({ role: "mall_jobs" }, "finish_leaving");
    const [item] = await mall.work("leaving_waits");
    assert.equal(item!.detail.amount_fen, 10_000);
    assert.equal(await statusOf(db, level1), "active");

    const { id } = await mall.withdraw(level1, 2000);
    await refuses("CONFLICT", mall.decideWork(item!, "settle"));
    await db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
    await db.sql`update ops.outbox set status = 'dropped' where status in ('waiting', 'failed')`;
    await mall.decideWork(item!, "settle");
    assert.equal(await statusOf(db, level1), "deleted");
    assert.deepEqual(await mall.work("leaving_waits"), []);
    const [balance] = await db.sql<{ fen: number }[]>`
      select balance::int as fen from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${level1.member_id})`;
    assert.equal(balance!.fen, 10_000);
  }));
