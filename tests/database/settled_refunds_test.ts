import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { jobs } from "@/tests/support/database.ts";

/** A paid order of two pieces at 100 yuan. */
async function bought(mall: Mall) {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([10_000]) as [string];
  const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
  return { buyer, order_id };
}

/** The refund of one piece, decided; answers its id and its attempt's. */
async function decided(mall: Mall, buyer: Member, order_id: string) {
  const lines = [{ line_no: 1, quantity: 1 }];
  await mall.approveRefund(await mall.askRefund(buyer, order_id, lines));
  const [made] = await mall.db.sql<{ id: string; attempt_id: string }[]>`
    select r.id, a.id as attempt_id
      from pay.refunds r join pay.refund_attempts a on a.refund_id = r.id order by a.id desc limit 1`;
  return made!;
}

const wechatSays = (mall: Mall, { attempt_id }: { attempt_id: string }, status: string) =>
  mall.db.call<{ result: string }>(jobs, "record_refund_answer", {
    shop_id: mall.shop_id,
    refund_attempt_id: attempt_id,
    refund: { status, refund_id: "5030", amount: { refund: 10_000 } },
  });

/** A row of the work list about a refund. */
async function waiting(mall: Mall, kind: string, { id }: { id: string }) {
  await mall.db.sql`select private.add_work(${mall.shop_id}, ${kind}, ${id})`;
  const [row] = await mall.work(kind);
  return row!;
}

/** Where a refund, its after-sale, its attempt and its order stand. */
async function statesOf({ db }: Mall, { id }: { id: string }) {
  const [row] = await db.sql`
    select r.status as refund, r.by_hand, s.status as after_sale, a.status as attempt, o.status as order
      from pay.refunds r join trade.after_sales s on s.id = r.after_sale_id
      join pay.refund_attempts a on a.refund_id = r.id join trade.orders o on o.id = r.order_id
     where r.id = ${id}`;
  return { ...row };
}

for (const end of ["CLOSED", "ABNORMAL"]) {
  Deno.test(`a refund that staff settled outside is asked about no more, and WeChat's ${end} opens it no more`, () =>
    onMall(async (mall, db) => {
      const { buyer, order_id } = await bought(mall);
      const refund = await decided(mall, buyer, order_id);
      const asked = async () => (await db.call<unknown[]>(jobs, "list_open_refunds")).length;
      await db.clock.advance(minutes(2));
      assert.equal(await asked(), 1);
      await mall.decideWork(await waiting(mall, "unsent_refund", refund), "settle");
      await db.clock.advance(1);
      assert.equal(await asked(), 0);

      assert.equal((await wechatSays(mall, refund, end)).result, "applied");
      assert.deepEqual(await statesOf(mall, refund), {
        ...{ refund: "refunded", by_hand: "outside", after_sale: "refunded" },
        ...{ attempt: end.toLowerCase(), order: "paid" },
      });
      assert.deepEqual(await mall.work(), []);
    }));
}

Deno.test("a refund that staff settled while it was on its way to a card came from the account at WeChat", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await bought(mall);
    const refund = await decided(mall, buyer, order_id);
    await wechatSays(mall, refund, "ABNORMAL");
    const [abnormal] = await mall.work("refund_abnormal");
    await mall.decideWork(abnormal!, "mend", { input: { to: "merchant" } });
    assert.equal((await statesOf(mall, refund)).attempt, "mending");
    await mall.decideWork(await waiting(mall, "unsent_abnormal_refund", refund), "settle");
    assert.deepEqual(await statesOf(mall, refund), {
      ...{ refund: "refunded", by_hand: "wechat", after_sale: "refunded" },
      ...{ attempt: "abnormal", order: "paid" },
    });
    const moved = await db.sql`
      select a.kind, e.amount::int as fen from ledger.entries e
        join ledger.accounts a on a.id = e.account_id join ledger.transfers t on t.id = e.transfer_id
       where t.kind = 'refund' order by a.kind`;
    assert.deepEqual([...moved], [{ kind: "sales", fen: -10_000 }, {
      kind: "wechat",
      fen: 10_000,
    }]);
  }));

Deno.test("with a refund that arrived its card is deleted, and that no key opened the card waits no more", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await bought(mall);
    const refund = await decided(mall, buyer, order_id);
    await wechatSays(mall, refund, "ABNORMAL");
    const [abnormal] = await mall.work("refund_abnormal");
    const card = { bank_type: "ICBC_DEBIT", sealed: `v2.t1.${"a".repeat(60)}` };
    await mall.refundToCard(abnormal!, card);
    await waiting(mall, "card_unreadable", refund);
    await wechatSays(mall, refund, "SUCCESS");
    assert.deepEqual(await mall.work(), []);
    assert.equal((await db.sql`select from person.refund_cards`).length, 0);
  }));

Deno.test("an order whose pieces are all being refunded is refunded when the last money is back, not before", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await bought(mall);
    const first = await decided(mall, buyer, order_id);
    await wechatSays(mall, first, "CLOSED");
    const second = await decided(mall, buyer, order_id);
    await wechatSays(mall, second, "SUCCESS");
    assert.equal((await statesOf(mall, second)).order, "paid"); // of the first one the money is still owed
    const [closed] = await mall.work("refund_closed");
    await mall.decideWork(closed!, "settle");
    assert.equal((await statesOf(mall, first)).order, "refunded");
  }));
