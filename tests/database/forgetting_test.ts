import assert from "node:assert/strict";
import { jobs, type TestDatabase } from "../support/database.ts";
import type { Member } from "../support/mall.ts";
import { onMall, seconds } from "../support/on_mall.ts";
import { traces } from "../support/traces.ts";
import { allSent, finish, forget, refundIs, statusOf } from "@/tests/support/forgetting.ts";

/** What is written down of commands about a member, in their order. */
async function commands(db: TestDatabase, { member_id }: Member): Promise<string[]> {
  const rows = await db.sql<{ command: string }[]>`
    select command from ops.audit_log where subject_id = ${member_id} order by id`;
  return rows.map(({ command }) => command);
}

Deno.test("a member forgotten twice waits once: the closed account stays the cause, and asking is written down once", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(100_000);
    await db.clock.freeze();
    await forget(mall, level1, "account_closed");
    await db.clock.advance(seconds(60));
    assert.deepEqual(await forget(mall, level1, "own_request"), ["balance"]);
    const [leaving] = await db.sql`
      select cause, waits_for, next_at = private.now() + interval '1 hour' as in_an_hour
        from person.leaving where member_id = ${level1.member_id}`;
    assert.deepEqual({ ...leaving }, {
      cause: "account_closed",
      waits_for: ["balance"],
      in_an_hour: true,
    });
    const left = (await commands(db, level1)).filter((command) => command === "leave");
    assert.deepEqual(left, ["leave"]);
  }));

Deno.test("forgetting for good is written down once, and forgetting the same member again does nothing", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    for (let n = 0; n < 2; n++) assert.deepEqual(await forget(mall, member, "own_request"), []);
    assert.deepEqual(await commands(db, member), ["forget_member"]);
  }));

Deno.test("a suspended distributor who leaves has an empty cart and no buyers at once, and nothing else changes", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.earnings(100_000);
    const [sku_id] = await mall.product([1000]) as [string];
    await db.call(level1, "set_cart_line", { sku: sku_id, quantity: 1 });
    await mall.command("suspend_distributor", { distributor_id: level1.member_id, reason: "核查" });
    assert.deepEqual(await forget(mall, level1, "own_request"), ["balance"]);
    const cart = await db.sql`
      select from trade.cart_lines where member_id = ${level1.member_id}`;
    assert.equal(cart.length, 0);
    assert.deepEqual(await db.call(buyer, "get_binding"), { binding: null });
    const [distributor] = await db.sql`
      select status from referral.distributors where id = ${level1.member_id}`;
    assert.equal(distributor!.status, "expelled");
  }));

Deno.test("withdrawing the use of addresses keeps later addresses, and the receivers of parcels on their way", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const revoke = (told: string) =>
      db.sql<{ unknown: number[] }[]>`
        select private.revoke(${mall.shop_id}, ${buyer.member_id}, ${told}) as unknown`;
    const receivers = async () =>
      (await db.sql<{ order_id: string }[]>`select order_id from person.order_contacts`)
        .map(({ order_id }) => order_id);
    const before = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.ship(before.order_id);
    await db.clock.advance(seconds(1));
    assert.deepEqual((await revoke("2"))[0]!.unknown, []);
    assert.deepEqual(await receivers(), [before.order_id]);

    await db.clock.advance(seconds(1));
    const after = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await db.sql`
      insert into person.addresses (shop_id, member_id, sealed, phone_fingerprint, address_fingerprint, province, city)
      values (${mall.shop_id}, ${buyer.member_id}, 'v2.t1.x', 't1.p', 't1.a', '浙江省', '杭州市')`;
    const later = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, after.order_id);
    await mall.receive(buyer, before.order_id);
    await db.clock.advance(1);
    assert.equal(await finish(db), 1);
    assert.deepEqual((await receivers()).sort(), [after.order_id, later.order_id].sort());
    const [left] = await db.sql`
      select (select count(*)::int from person.addresses) as addresses,
             (select count(*)::int from person.leaving) as leaving`;
    assert.deepEqual({ ...left }, { addresses: 1, leaving: 0 });
    assert.equal(await statusOf(db, buyer), "active");
  }));

Deno.test("a revocation is written down with its numbers, and one that names nothing is no known one", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const revoke = async (told: string | null) =>
      (await db.sql<{ unknown: number[] }[]>`
        select private.revoke(${mall.shop_id}, ${member.member_id}, ${told}) as unknown`)[0]!
        .unknown;
    assert.deepEqual(await revoke("13,14"), []);
    assert.deepEqual(await revoke(""), [0]);
    assert.deepEqual(await revoke(null), [0]);
    assert.deepEqual(await revoke("8;77"), [77]);
    const rows = await db.sql<{ numbers: number[] }[]>`
      select detail -> 'numbers' as numbers from ops.audit_log
       where command = 'revoke_authorization' and subject_id = ${member.member_id}`;
    const written = rows.map(({ numbers }) => numbers.join()).sort();
    assert.deepEqual(written, ["", "", "13,14", "8,77"]);
  }));

Deno.test("WeChat's words about a member's transfers and refunds are erased with the member", () =>
  onMall(async (mall, db) => {
    const said = "SAID-BY-WECHAT";
    const { level1, buyer } = await mall.earnings(100_000);
    await mall.withdrawalRules({ review_above_fen: 10_000, one_open: false });
    const transfer = async (bill: object) => {
      const { id } = await mall.withdraw(level1, 10_000);
      const withdrawal = { shop_id: mall.shop_id, withdrawal_id: id };
      await db.call(jobs, "begin_transfer", withdrawal);
      return await db.call(jobs, "record_transfer_answer", { ...withdrawal, bill });
    };
    const applied = { result: "applied", reason: null };
    const refusal = { state: "FAIL", fail_reason: `${said}-CODE`, fail_message: said };
    assert.deepEqual(await transfer(refusal), applied);
    assert.deepEqual(await transfer({ state: "SUCCESS" }), applied);

    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
    await refundIs(db, mall, "CLOSED", said);
    const [row] = await mall.work("refund_closed");
    await mall.decideWork(row!, "retry");
    await refundIs(db, mall, "SUCCESS");
    await db.sql`
      update ops.outbox set status = 'done', last_error = ${said} where kind in ('refund', 'transfer')`;
    assert.deepEqual(await traces(db, [said]), [
      `ops.idempotency.response ${said}`,
      `ops.outbox.last_error ${said}`,
      `ops.work.detail ${said}`,
      `pay.refund_attempts.failure ${said}`,
      `pay.withdrawals.failure ${said}`,
      `pay.withdrawals.failure_message ${said}`,
    ]);
    await allSent(db);
    for (const member of [level1, buyer]) {
      assert.deepEqual(await forget(mall, member, "own_request"), []);
    }
    assert.deepEqual(await traces(db, [said]), []);
  }));
