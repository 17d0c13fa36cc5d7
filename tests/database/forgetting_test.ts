import assert from "node:assert/strict";
import type { TestDatabase } from "../support/database.ts";
import type { Mall, Member } from "../support/mall.ts";
import { onMall, seconds } from "../support/on_mall.ts";
import { traces } from "../support/traces.ts";

const jobs = { role: "mall_jobs" };

/** What keeps a member from being forgotten now. */
async function waits({ db, shop_id }: Mall, { member_id }: Member): Promise<string[]> {
  const [row] = await db.sql<{ waits: string[] }[]>`
    select private.under_way(${shop_id}, ${member_id}) as waits`;
  return row!.waits;
}

async function forget({ db, shop_id }: Mall, { member_id }: Member, cause: string) {
  const [row] = await db.sql<{ waits: string[] }[]>`
    select private.forget_member(${shop_id}, ${member_id}, ${cause}) as waits`;
  return row!.waits;
}

async function statusOf(db: TestDatabase, { member_id }: Member): Promise<string> {
  const [row] = await db.sql`select status from member.members where id = ${member_id}`;
  return row!.status;
}

/** As the jobs do: again while there may be more. Answers how many were forgotten. */
async function finish(db: TestDatabase): Promise<number> {
  let forgotten = 0;
  for (let more = true; more;) {
    const done = await db.call<{ forgotten: number; more: boolean }>(jobs, "finish_leaving");
    forgotten += done.forgotten;
    more = done.more;
  }
  return forgotten;
}

/** As if WeChat had heard of every parcel and transfer. */
const allSent = (db: TestDatabase) => db.sql`update ops.outbox set status = 'done'`;

/** What is written down of commands about a member, in their order. */
async function commands(db: TestDatabase, { member_id }: Member): Promise<string[]> {
  const rows = await db.sql<{ command: string }[]>`
    select command from ops.audit_log where subject_id = ${member_id} order by id`;
  return rows.map(({ command }) => command);
}

/** WeChat's word on the last attempt to refund. */
async function refundIs(db: TestDatabase, mall: Mall, status: string, failure?: string) {
  const [attempt] = await db.sql`
    select id, amount_fen::int as fen from pay.refund_attempts order by id desc limit 1`;
  await db.call(jobs, "record_refund_answer", {
    shop_id: mall.shop_id,
    refund_attempt_id: attempt!.id,
    refund: { status, refund_id: "50", amount: { refund: attempt!.fen }, failure },
  });
}

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

Deno.test("an empty cart, and no buyers of his own, is all that a suspended distributor leaves behind at once", () =>
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
