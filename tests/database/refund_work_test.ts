import assert from "node:assert/strict";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

type Pieces = { line_no: number; quantity: number }[] | null;

/** WeChat's word on the last attempt of the only refund that is open. */
async function wechatSays(mall: Mall, status: string, more: Record<string, unknown> = {}) {
  const [try_] = await mall.db.sql`
    select a.id, a.amount_fen::int as fen from pay.refund_attempts a order by a.id desc limit 1`;
  return await mall.db.call<{ result: string; reason: string | null }>(
    { role: "mall_jobs" },
    "record_refund_answer",
    {
      shop_id: mall.shop_id,
      refund_attempt_id: try_!.id,
      refund: { status, refund_id: "5030", amount: { refund: try_!.fen }, ...more },
    },
  );
}

/** An order of 200 yuan in two pieces from a buyer whose level 1 earns 10 % and level 2 earns 5 %. */
async function bought(mall: Mall) {
  const { level1, level2, buyer } = await mall.chain();
  await mall.settings({ after_sale_days: 90 });
  const [sku] = await mall.product([10_000]) as [string];
  const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 2 }]);
  return { level1, level2, buyer, paid };
}

/** A refund that WeChat ends so; answers its row of the work list. */
async function failed(mall: Mall, buyer: Member, order_id: string, status: string, lines: Pieces) {
  await mall.approveRefund(await mall.askRefund(buyer, order_id, lines));
  assert.equal((await wechatSays(mall, status)).result, "applied");
  const [row] = await mall.work(`refund_${status.toLowerCase()}`);
  return row!;
}

/** What moved by refunds, per account, in fen. */
async function refunds(mall: Mall): Promise<Record<string, number>> {
  const rows = await mall.db.sql<{ kind: string; fen: number }[]>`
    select a.kind, sum(e.amount)::int as fen from ledger.entries e
      join ledger.accounts a on a.id = e.account_id join ledger.transfers t on t.id = e.transfer_id
     where t.kind = 'refund' group by a.kind having sum(e.amount) <> 0`;
  return Object.fromEntries(rows.map(({ kind, fen }) => [kind, fen]));
}

const half: Pieces = [{ line_no: 1, quantity: 1 }];

const statusOf = async (mall: Mall) =>
  (await mall.db.sql<
    { order: string; after_sale: string; refund: string; by_hand: string | null }[]
  >`
    select o.status as order, s.status as after_sale, r.status as refund, r.by_hand
      from pay.refunds r join trade.orders o on o.id = r.order_id
      left join trade.after_sales s on s.id = r.after_sale_id order by r.id desc limit 1`)[0]!;

Deno.test("commission is taken back when a refund is decided: nothing of it can be withdrawn until WeChat answers", () =>
  onMall(async (mall) => {
    const { level1, level2, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    await mall.db.clock.advance(16);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 2000);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, half));
    assert.equal((await mall.balances(level1)).available_fen, 1000);
    assert.equal((await mall.balances(level2)).available_fen, 500);
    await refuses("BALANCE_TOO_LOW", mall.withdraw(level1, 1001));
    await wechatSays(mall, "SUCCESS");
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));

Deno.test("C57 ten withdrawals and the decision of a refund at once: what is taken back is never paid out", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    await db.clock.advance(16);
    await mall.settle();
    await mall.withdrawalRules({ one_open: false, daily_count: 50, review_above_fen: 0 });
    const after_sale = await mall.askRefund(buyer, paid.order_id, null);
    const asked = Array.from({ length: 10 }, () => mall.withdraw(level1, 500));
    const [, ...ends] = await Promise.allSettled([mall.approveRefund(after_sale), ...asked]);
    const taken = ends.filter(({ status }) => status === "fulfilled").length;
    const { available_fen } = await mall.balances(level1);
    assert.equal(available_fen, 0 - 500 * taken);
    const open = await db.sql<{ status: string }[]>`select status from pay.withdrawals`;
    assert.deepEqual(new Set(open.map(({ status }) => status)), new Set(taken ? ["held"] : []));
  }));

Deno.test("an abnormal refund that staff settled by hand is booked once, also when WeChat says SUCCESS later", () =>
  onMall(async (mall) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "ABNORMAL", half);
    await mall.decideWork(row, "settle");
    const booked = { wechat: 10_000, sales: -10_000 };
    assert.deepEqual(await refunds(mall), booked);
    const settled = {
      order: "paid",
      after_sale: "refunded",
      refund: "refunded",
      by_hand: "wechat",
    };
    assert.deepEqual({ ...await statusOf(mall) }, settled);
    assert.deepEqual(await wechatSays(mall, "SUCCESS"), { result: "applied", reason: null });
    assert.deepEqual(await wechatSays(mall, "SUCCESS"), { result: "duplicate", reason: null });
    assert.deepEqual(await refunds(mall), booked);
    await refuses("WORK_STATE", mall.decideWork(row, "settle"));
  }));

Deno.test("a closed refund that staff settled outside takes nothing from the account at WeChat", () =>
  onMall(async (mall) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
    await mall.decideWork(row, "settle");
    assert.deepEqual(await refunds(mall), { outside: 20_000, sales: -20_000 });
    const { order, refund, by_hand } = await statusOf(mall);
    assert.deepEqual([order, refund, by_hand], ["refunded", "refunded", "outside"]);
    assert.equal((await wechatSays(mall, "SUCCESS")).reason, "already_closed");
  }));

Deno.test("a refund thought never sent, settled outside, which WeChat made after all: the money came from WeChat", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, half));
    await db.sql`update ops.outbox set status = 'failed' where kind = 'refund'`;
    const [refund] = await db.sql`select id from pay.refunds`;
    await db.sql`select private.add_work(${mall.shop_id}, 'unsent_refund', ${refund!.id})`;
    const [row] = await mall.work("unsent_refund");
    await mall.decideWork(row!, "settle");
    assert.deepEqual(await refunds(mall), { outside: 10_000, sales: -10_000 });
    const [sent] = await db.sql`select status from ops.outbox where kind = 'refund'`;
    assert.equal(sent!.status, "dropped");
    await wechatSays(mall, "SUCCESS");
    assert.deepEqual(await refunds(mall), { wechat: 10_000, sales: -10_000 });
    assert.equal((await statusOf(mall)).by_hand, "wechat");
  }));

Deno.test("a payment of a closed order whose refund fails stands on the work list and can be settled", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    const unpaid = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id, quantity: 1 }]),
    );
    await db.call(buyer, "cancel_order", {
      order_id: unpaid.order_id,
      idempotency_key: newKey(),
    });
    await mall.notify(unpaid);
    await wechatSays(mall, "ABNORMAL");
    const [row] = await mall.work("refund_abnormal");
    assert.deepEqual([row!.detail.order_id, row!.detail.amount_fen, row!.detail.cause], [
      unpaid.order_id,
      5000,
      "late_payment",
    ]);
    await mall.decideWork(row!, "settle");
    assert.deepEqual(await refunds(mall), { wechat: 5000, sales: -5000 });
  }));

Deno.test("a refund given up keeps nobody from being forgotten", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
    const waitsFor = async () => {
      const [asked] = await db.sql<{ what: string[] }[]>`
        select private.under_way(${mall.shop_id}, ${buyer.member_id}) as what`;
      return asked!.what;
    };
    assert.ok((await waitsFor()).includes("refund"));
    await mall.decideWork(row, "dismiss");
    assert.deepEqual(await waitsFor(), ["message"]); // that WeChat has not heard of the parcel yet
  }));

for (const settled of [false, true]) {
  Deno.test(`a refund given up for good gives ${settled ? "settled" : "pending"} commission back by a new transfer`, () =>
    onMall(async (mall, db) => {
      const { level1, level2, buyer, paid } = await bought(mall);
      await mall.complete(buyer, paid.order_id);
      if (settled) {
        await db.clock.advance(16);
        await mall.settle();
      }
      const before = [await mall.balances(level1), await mall.balances(level2)];
      const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
      assert.deepEqual(row.actions, ["retry", "settle", "dismiss"]);
      assert.notDeepEqual(await mall.balances(level1), before[0]);
      await mall.decideWork(row, "dismiss");
      assert.deepEqual([await mall.balances(level1), await mall.balances(level2)], before);
      const { order, after_sale, refund } = await statusOf(mall);
      assert.deepEqual([order, after_sale, refund], ["completed", "rejected", "given_up"]);
      const kinds = await db.sql<{ kind: string }[]>`
        select kind from ledger.transfers where kind like 'commission_re%' order by id`;
      assert.equal(kinds.length, 4);
      await mall.settle();
      // The pieces are there again to be refunded, and that is exact.
      assert.equal(await mall.refund(buyer, paid.order_id, half), 10_000);
      assert.equal(await mall.refund(buyer, paid.order_id, null), 10_000);
      assert.equal((await statusOf(mall)).order, "refunded");
      await mall.settle();
      assert.equal((await mall.balances(level1)).available_fen, 0);
    }));
}

Deno.test("one of two refunds of a line is given up: its half of the commission comes back, the other's does not", () =>
  onMall(async (mall) => {
    const { level1, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, null));
    await wechatSays(mall, "SUCCESS");
    await mall.decideWork(row, "dismiss");
    await mall.db.clock.advance(16);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));

Deno.test("what came back or never left cannot be given up: it is owed", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    const never_sent = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    assert.deepEqual(never_sent.actions, ["retry", "settle"]);
    await refuses("INVALID_REQUEST", mall.decideWork(never_sent, "dismiss"));
    await mall.complete(buyer, paid.order_id);
    const after_sale = await mall.askRefund(buyer, paid.order_id, null, "return_refund");
    await mall.approveRefund(after_sale);
    await db.call(mall.owner, "receive_return", {
      shop: mall.shop,
      after_sale_id: after_sale,
      reason: "完好",
      idempotency_key: newKey(),
    });
    await wechatSays(mall, "CLOSED");
    for (const row of await mall.work("refund_closed")) {
      assert.deepEqual(row.actions, ["retry", "settle"]);
    }
  }));

Deno.test("commission that staff took away, or whose earner was suspended meanwhile, does not come back free", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    const [second] = await db.sql`
      select id from ledger.commissions where distributor_id = ${level2.member_id}`;
    await db.call(mall.owner, "void_commission", {
      shop: mall.shop,
      commission_id: second!.id,
      reason: "作弊",
      idempotency_key: newKey(),
    });
    await db.call(mall.owner, "suspend_distributor", {
      shop: mall.shop,
      distributor_id: level1.member_id,
      reason: "核查",
      idempotency_key: newKey(),
    });
    await mall.decideWork(row, "dismiss");
    await db.clock.advance(16);
    await mall.settle();
    const held = await db.sql`
      select level, status, (commission_fen - reversed_fen)::int as fen from ledger.commissions order by level`;
    assert.deepEqual(held.map((one) => ({ ...one })), [
      { level: 1, status: "held", fen: 2000 },
      { level: 2, status: "void", fen: 0 },
    ]);
  }));

Deno.test("who is suspended while a refund has all of his commission finds it held when the refund is given up", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
    await db.call(mall.owner, "suspend_distributor", {
      shop: mall.shop,
      distributor_id: level1.member_id,
      reason: "核查",
      idempotency_key: newKey(),
    });
    await mall.decideWork(row, "dismiss");
    await db.clock.advance(16);
    await mall.settle();
    const [mine] = await db.sql`
      select status from ledger.commissions where distributor_id = ${level1.member_id}`;
    assert.equal(mine!.status, "held");
  }));

Deno.test("WeChat's SUCCESS and five staff who settle by hand at once: one refund is booked", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "ABNORMAL", half);
    const staff = Array.from({ length: 5 }, () => mall.decideWork(row, "settle"));
    const [told, ...ends] = await Promise.allSettled([wechatSays(mall, "SUCCESS"), ...staff]);
    assert.equal(told.status, "fulfilled");
    assert.ok(ends.filter(({ status }) => status === "fulfilled").length <= 1);
    assert.deepEqual(await refunds(mall), { wechat: 10_000, sales: -10_000 });
    assert.deepEqual(await mall.work(), []);
    const ended = await db.sql`select from realtime.messages where event = 'work.ended'`;
    assert.equal(ended.length, 1);
  }));

Deno.test("a refund is tried again by one of ten at once: one new number", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    const row: WorkItem = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    const tries = Array.from({ length: 10 }, () => mall.decideWork(row, "retry"));
    const ends = await Promise.allSettled(tries);
    assert.equal(ends.filter(({ status }) => status === "fulfilled").length, 1);
    const attempts = await db.sql<{ status: string }[]>`
      select status from pay.refund_attempts order by id`;
    assert.deepEqual(attempts.map(({ status }) => status), ["closed", "open"]);
  }));

Deno.test("what WeChat says of a refund in every state: news, known or refused", () =>
  onMall(async (_mall, db) => {
    const rows = await db.sql<{ from: string; outcome: string; step: string }[]>`
      select s.status as from, o.outcome, private.refund_step(jsonb_populate_record(null::pay.refund_attempts,
               jsonb_build_object('status', s.status)), o.outcome, false) as step
        from unnest(array['open', 'processing', 'success', 'closed', 'abnormal', 'mending']) s (status),
             unnest(array['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL']) o (outcome)`;
    const steps = Object.groupBy(rows, ({ from }) => from);
    const of = (from: string) =>
      Object.fromEntries(steps[from]!.map(({ outcome, step }) => [outcome, step]));
    const news = { PROCESSING: "apply", SUCCESS: "apply", CLOSED: "apply", ABNORMAL: "apply" };
    assert.deepEqual(of("open"), news);
    assert.deepEqual(of("processing"), news);
    const [known, no] = ["duplicate", "rejected"];
    assert.deepEqual(of("success"), {
      PROCESSING: known,
      SUCCESS: known,
      CLOSED: no,
      ABNORMAL: no,
    });
    assert.deepEqual(of("closed"), { PROCESSING: known, SUCCESS: no, CLOSED: known, ABNORMAL: no });
    assert.deepEqual(of("abnormal"), {
      PROCESSING: known,
      SUCCESS: "apply",
      CLOSED: no,
      ABNORMAL: known,
    });
    assert.deepEqual(of("mending"), {
      PROCESSING: "apply",
      SUCCESS: "apply",
      CLOSED: no,
      ABNORMAL: known,
    });
  }));

Deno.test("only a known form of mending is taken", () =>
  onMall(async (mall) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "ABNORMAL", half);
    const sealed = `v2.t1.${"a".repeat(60)}`;
    const card = { bank_type: "ICBC_DEBIT", sealed };
    for (
      const input of [
        null,
        {},
        { to: "nobody" },
        { to: "merchant", ...card },
        { to: "buyer_card" },
        { to: "buyer_card", bank_type: "ICBC_DEBIT" },
        { to: "buyer_card", bank_type: "ICBC_DEBIT", card_sealed: sealed },
      ]
    ) {
      await refuses("INVALID_REQUEST", mall.decideWork(row, "mend", { input }));
    }
    for (
      const wrong of [
        null,
        {},
        { bank_type: "ICBC_DEBIT" },
        { ...card, sealed: "6222021234567890" },
        { ...card, sealed: "v2.t1.short" },
        { ...card, bank_type: "" },
      ]
    ) {
      await refuses("INVALID_REQUEST", mall.refundToCard(row, wrong));
    }
    await mall.refundToCard(row, card);
  }));

Deno.test("refunding what has nothing left is refused as too much, however it is asked", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, null));
    const byShop = (lines: Pieces) =>
      db.call(mall.owner, "refund_order", {
        shop: mall.shop,
        order_id: paid.order_id,
        reason: "再退",
        idempotency_key: newKey(),
        lines,
      });
    for (const lines of [null, half]) {
      await refuses("REFUND_EXCEEDS_PAID", byShop(lines));
      await refuses("REFUND_EXCEEDS_PAID", mall.askRefund(buyer, paid.order_id, lines));
    }
    await refuses("INVALID_REQUEST", byShop([{ line_no: 9, quantity: 1 }]));
    await wechatSays(mall, "SUCCESS");
    assert.equal((await statusOf(mall)).order, "refunded");
    await refuses("REFUND_EXCEEDS_PAID", byShop(null));
    await refuses("REFUND_EXCEEDS_PAID", mall.askRefund(buyer, paid.order_id, half));
  }));

Deno.test("the buyer of a closed order reads at WeChat why his money comes back", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const late = await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 1 }]));
    await db.call(buyer, "cancel_order", { order_id: late.order_id, idempotency_key: newKey() });
    await mall.notify(late);
    const [refund] = await db.sql`
      select r.cause, o.body #>> '{request,reason}' as reason
        from ops.outbox o join pay.refunds r on r.id = o.subject_id where o.kind = 'refund'`;
    assert.deepEqual({ ...refund }, { cause: "late_payment", reason: "订单已关闭，退回付款" });
  }));
