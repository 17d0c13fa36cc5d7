import assert from "node:assert/strict";
import type { Member } from "../support/mall.ts";
import { onMall, seconds } from "../support/on_mall.ts";
import { allSent, finish, forget, refundIs, statusOf, waits } from "@/tests/support/forgetting.ts";
import { jobs } from "@/tests/support/database.ts";

Deno.test("an after-sale, its refund and a refund that failed keep a person, one that was given up does not", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const placed = await mall.place(buyer, [{ sku_id, quantity: 2 }]);
    assert.deepEqual(await waits(mall, buyer), ["order"]);
    await mall.notify(await mall.startPaying(buyer, placed));
    await mall.ship(placed.order_id);
    assert.deepEqual(await waits(mall, buyer), ["message", "order"]);
    await db.sql`update ops.outbox set status = 'failed'`;
    await mall.receive(buyer, placed.order_id);
    assert.deepEqual(await waits(mall, buyer), ["message"]);
    await allSent(db);
    assert.deepEqual(await waits(mall, buyer), []);

    const after_sale = await mall.askRefund(buyer, placed.order_id, [{ line_no: 1, quantity: 1 }]);
    assert.deepEqual(await waits(mall, buyer), ["after_sale"]);
    await mall.approveRefund(after_sale);
    assert.ok((await waits(mall, buyer)).includes("refund"));
    await refundIs(db, mall, "CLOSED");
    assert.ok((await waits(mall, buyer)).includes("refund"));
    const [row] = await mall.work("refund_closed");
    await mall.decideWork(row!, "dismiss");
    assert.deepEqual(await waits(mall, buyer), []);
    assert.deepEqual(await forget(mall, buyer, "own_request"), []);
    assert.equal(await statusOf(db, buyer), "deleted");
  }));

Deno.test("promised, held, balance or travelling money keeps a distributor from being forgotten, on either level", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const both = async () => [await waits(mall, level1), await waits(mall, level2)];
    const [sku_id] = await mall.product([100_000]) as [string];
    const placed = await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    assert.deepEqual(await both(), [["commission"], ["commission"]]);
    await mall.notify(await mall.startPaying(buyer, placed));
    assert.deepEqual(await both(), [["commission"], ["commission"]]);
    for (const { id } of await db.sql`select id from ledger.commissions`) {
      await mall.command("hold_commission", { commission_id: id, reason: "核查" });
    }
    assert.deepEqual(await both(), [["commission"], ["commission"]]);
    for (const { id } of await db.sql`select id from ledger.commission_holds`) {
      await mall.command("release_hold", { hold_id: id, reason: "核查过了" });
    }
    await mall.complete(buyer, placed.order_id);
    await db.clock.advance(16);
    await mall.settle();
    assert.deepEqual(await both(), [["balance"], ["balance"]]);

    await mall.withdrawalRules({ review_above_fen: 0, fee_bps: 0 });
    const { id: withdrawal_id } = await mall.withdraw(level1, 10_000);
    assert.deepEqual(await waits(mall, level1), ["withdrawal"]);
    await mall.command("review_withdrawal", { withdrawal_id, approve: false, reason: "不对" });
    assert.deepEqual(await waits(mall, level1), ["balance"]);
  }));

Deno.test("a waiting member is looked at again after exactly an hour, and forgotten when nothing is under way", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    await db.clock.freeze();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await forget(mall, buyer, "own_request");
    await mall.complete(buyer, order_id);
    await allSent(db);
    await db.clock.advance(seconds(3599));
    assert.equal(await finish(db), 0);
    await db.clock.advance(seconds(1));
    assert.equal(await finish(db), 1);
    assert.equal(await statusOf(db, buyer), "deleted");
  }));

Deno.test("a request to be forgotten that waits for a balance is a person's work after 90 days, once, and ends when the balance does", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(100_000);
    await db.clock.freeze();
    await forget(mall, level1, "own_request");
    await db.clock.advance(90 - seconds(1));
    await finish(db);
    assert.deepEqual(await mall.work("leaving_waits"), []);
    await db.clock.advance(1);
    await finish(db);
    const [item] = await mall.work("leaving_waits");
    assert.equal(item!.detail.amount_fen, 10_000);

    await mall.decideWork(item!, "dismiss");
    await db.clock.advance(1);
    await finish(db);
    assert.deepEqual(await mall.work("leaving_waits"), []);
  }));

Deno.test("the work row of a member who waited long ends when the member is forgotten", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(100_000);
    await forget(mall, level1, "account_closed");
    await db.clock.advance(1);
    await finish(db);
    assert.equal((await mall.work("leaving_waits")).length, 1);
    const { id } = await mall.withdraw(level1, 10_000);
    await db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
    await db.call(jobs, "record_transfer_answer", {
      shop_id: mall.shop_id,
      withdrawal_id: id,
      bill: { state: "SUCCESS" },
    });
    await allSent(db);
    await db.clock.advance(1);
    assert.equal(await finish(db), 1);
    assert.deepEqual(await mall.work("leaving_waits"), []);
  }));

Deno.test("a member who cannot be forgotten holds up no other, stands on the work list, and is tried again in an hour", () =>
  onMall(async (mall, db) => {
    const [first, second] = await mall.members(2) as [Member, Member];
    const [sku_id] = await mall.product([1000]) as [string];
    for (const buyer of [first, second]) {
      const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
      await forget(mall, buyer, "own_request");
      await mall.complete(buyer, order_id);
    }
    await allSent(db);
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$
        begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before update on member.members
        for each row when (old.id = '${first.member_id}') execute function poisoned();`);
    await db.clock.advance(1);
    assert.equal(await finish(db), 1);
    assert.equal(await statusOf(db, second), "deleted");
    const [item] = await mall.work("leaving_waits");
    assert.deepEqual([item!.subject_id, item!.detail.code], [first.member_id, "P0001"]);
    assert.equal(await finish(db), 0);
    await db.sql`drop trigger a_poisoned on member.members`;
    await db.clock.advance(seconds(3601));
    assert.equal(await finish(db), 1);
    assert.deepEqual(await mall.work("leaving_waits"), []);
  }));
