import assert from "node:assert/strict";
import type { Mall, Member } from "../support/mall.ts";
import { onMall, refuses } from "../support/on_mall.ts";
import { traces } from "../support/traces.ts";
import { jobs } from "@/tests/support/database.ts";

const forget = async ({ db, shop_id }: Mall, { member_id }: Member) => {
  const [row] = await db.sql<{ waits: string[] }[]>`
    select private.forget_member(${shop_id}, ${member_id}) as waits`;
  return row!.waits;
};

const withdrawAddresses = ({ db, shop_id }: Mall, { member_id }: Member) =>
  db.sql`select private.revoke(${shop_id}, ${member_id}, '2')`;

/** A distributor whose one transfer WeChat would not take, until staff heard of it. */
async function unsentTransfer(mall: Mall) {
  const { level1 } = await mall.earnings(90_000);
  await mall.withdrawalRules({ review_above_fen: 199_999 });
  const { id } = await mall.withdraw(level1, 9_000);
  await mall.db.sql`update ops.outbox set status = 'done' where kind <> 'transfer'`;
  const [row] = await mall.db.call<{ id: string; lease_token: string }[]>(jobs, "claim_outbox", {
    worker: "one",
  });
  await mall.db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
  await mall.db.call(jobs, "retry_outbox", {
    ...{ shop_id: mall.shop_id, id: row!.id, lease_token: row!.lease_token },
    error: "refused 400 SAID-BY-WECHAT",
    permanent: true,
  });
  assert.deepEqual((await mall.work()).map(({ kind }) => kind), ["unsent_transfer"]);
  return { level1, id };
}

const says = (mall: Mall, id: string, bill: Record<string, unknown>) =>
  mall.db.call(jobs, "record_transfer_answer", {
    shop_id: mall.shop_id,
    withdrawal_id: id,
    bill,
  });

Deno.test("a transfer that WeChat made after all leaves nothing to send, and its receiver can be forgotten", () =>
  onMall(async (mall, db) => {
    const { level1, id } = await unsentTransfer(mall);
    await says(mall, id, { state: "SUCCESS" });
    assert.deepEqual(await mall.work(), []);
    const [row] = await db.sql`select status from ops.outbox where kind = 'transfer'`;
    assert.equal(row!.status, "dropped");
    assert.deepEqual(await forget(mall, level1), []);
  }));

Deno.test("the words of staff and WeChat about a failed transfer or refund are erased with the person", () =>
  onMall(async (mall, db) => {
    const { level1, id } = await unsentTransfer(mall);
    const [row] = await mall.work("unsent_transfer");
    await mall.decideWork(row!, "dismiss", { reason: "SAID-BY-STAFF" });
    const [withdrawal] = await db.sql`
      select status, failure_message from pay.withdrawals where id = ${id}`;
    assert.deepEqual({ ...withdrawal }, { status: "failed", failure_message: "SAID-BY-STAFF" });

    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(level1, [{ sku_id, quantity: 1 }]);
    await mall.approveRefund(await mall.askRefund(level1, order_id, null));
    const [attempt] = await db.sql<{ id: string }[]>`select id from pay.refund_attempts`;
    for (const status of ["ABNORMAL", "SUCCESS"]) {
      await db.call(jobs, "record_refund_answer", {
        shop_id: mall.shop_id,
        refund_attempt_id: attempt!.id,
        refund: { status, refund_id: "5030", amount: { refund: 1000 }, failure: "SAID-BY-WECHAT" },
      });
    }
    const paid = await mall.withdraw(level1, 9_000);
    await says(mall, paid.id, { state: "SUCCESS" });
    await db.sql`update ops.outbox set status = 'done' where status = 'waiting'`;
    await db.sql`update pay.refund_attempts set failure = 'SAID-BY-WECHAT'`; // as where staff settled it
    assert.deepEqual(await forget(mall, level1), []);
    assert.deepEqual(await traces(db, ["SAID-BY-STAFF", "SAID-BY-WECHAT"]), []);
  }));

Deno.test("addresses withdrawn a second time: receivers of the orders in between go too when those are done", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const orders: string[] = [];
    for (let n = 0; n < 2; n++) {
      const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
      orders.push(order_id);
      await mall.db.clock.advance(0.01);
      await withdrawAddresses(mall, buyer);
      await mall.db.clock.advance(0.01);
    }
    const receivers = async () =>
      (await db.sql`select order_id from person.order_contacts order by order_id`).length;
    assert.equal(await receivers(), 2); // both parcels still need the receiver
    for (const order_id of orders) await mall.complete(buyer, order_id);
    await db.clock.advance(1);
    await db.call(jobs, "finish_leaving");
    assert.equal(await receivers(), 0);
    assert.deepEqual([...await db.sql`select member_id from person.leaving`], []);
  }));

Deno.test("goods to be exchanged keep their receiver until the exchange is done, though the buyer leaves", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    await db.sql`update ops.outbox set status = 'done'`;
    const receivers = async () => (await db.sql`select from person.order_contacts`).length;

    const after_sale_id = await mall.askRefund(buyer, order_id, null, "exchange");
    assert.deepEqual(await forget(mall, buyer), ["after_sale"]);
    assert.equal(await receivers(), 1);
    await mall.approveRefund(after_sale_id);
    await mall.command("finish_exchange", { after_sale_id, reason: "已换货" });
    assert.deepEqual(await forget(mall, buyer), []);
    assert.equal(await receivers(), 0);
  }));

Deno.test("each call forgets one person, so that nobody's rows are locked beside another's", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const leavers = await mall.members(2);
    for (const one of leavers) {
      const { order_id } = await mall.buy(one, [{ sku_id, quantity: 1 }]);
      assert.deepEqual(await forget(mall, one), ["order"]);
      await mall.complete(one, order_id);
    }
    await db.sql`update ops.outbox set status = 'done'`;
    await db.clock.advance(1);
    const answers: unknown[] = [];
    for (let n = 0; n < 3; n++) answers.push(await db.call(jobs, "finish_leaving"));
    const one = { forgotten: 1, more: true };
    assert.deepEqual(answers, [one, one, { forgotten: 0, more: false }]);
  }));

Deno.test("a member who withdrew only the use of addresses is not forgotten by finishing that work", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await withdrawAddresses(mall, buyer);
    await mall.complete(buyer, order_id);
    await db.sql`update ops.outbox set status = 'done'`;
    await db.sql`select private.add_work(${mall.shop_id}, 'leaving_waits', ${buyer.member_id})`; // it raised once
    const [row] = await mall.work("leaving_waits");
    await refuses("CONFLICT", mall.decideWork(row!, "settle"));
    await db.clock.advance(1);
    await db.call(jobs, "finish_leaving");
    assert.deepEqual(await mall.work("leaving_waits"), []);
    const [member] = await db.sql`select status from member.members where id = ${buyer.member_id}`;
    assert.equal(member!.status, "active");
  }));
