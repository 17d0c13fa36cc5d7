import assert from "node:assert/strict";
import { refundCardOf } from "@/shared/seal.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { test_sealer } from "../support/wechat_callbacks.ts";
import { WechatWorld } from "../support/wechat_world.ts";

/** A paid order whose whole refund the shop has approved. */
async function refunding() {
  const world = await WechatWorld.open();
  const paid = await world.bought();
  const { mall } = world;
  const after_sale_id = await mall.askRefund(paid.buyer, paid.order_id, null);
  await mall.approveRefund(after_sale_id);
  return { world, ...paid, after_sale_id };
}

async function failedRefunds(world: WechatWorld) {
  return await world.db.sql<{ id: string }[]>`
    select id from pay.refunds where status = 'refund_failed'`;
}

Deno.test("C47 an approved refund is sent, and WeChat's notification closes the order", async () => {
  const { world, order_id } = await refunding();
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  assert.deepEqual((await world.outbox("refund")).map(({ status }) => status), ["done"]);
  assert.equal(world.simulator.state.refunds.size, 1);
  await world.close();
});

Deno.test("C47 a refund whose answer was lost is sent again under its number: WeChat pays back once", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({
    kind: "notify_lost",
    match: { event_type: "REFUND.SUCCESS" },
  });
  world.simulator.control.addFault({ kind: "timeout_after_commit", match: { path: "/refunds" } });
  assert.equal((await world.tick()).outbox, 0);
  const [waiting] = await world.outbox("refund");
  assert.equal(waiting!.status, "waiting");
  assert.match(waiting!.last_error!, /timeout/);
  assert.equal(await world.orderStatus(order_id), "paid");

  await world.later(0.2);
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(world.simulator.state.refunds.size, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  await world.close();
});

Deno.test("C46 a refund whose notification was lost is asked about", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({
    kind: "notify_lost",
    match: { event_type: "REFUND.SUCCESS" },
  });
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.later(1.1);
  assert.equal((await world.tick()).open_refunds, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  assert.equal((await world.tick()).open_refunds, 0);
  await world.close();
});

Deno.test("C48 while the merchant's account is short a refund waits, and goes when it is not", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({ kind: "not_enough", times: 2 });
  for (const minutes of [0, 0.2]) {
    await world.later(minutes);
    assert.equal((await world.tick()).outbox, 0);
  }
  const [waiting] = await world.outbox("refund");
  assert.match(waiting!.last_error!, /NOTENOUGH/);
  assert.deepEqual([...await failedRefunds(world)], []);
  await world.later(1);
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  await world.close();
});

Deno.test("C47 a refund that WeChat closed stands in the work list, and a new number brings the money back", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({ kind: "refund_closed" });
  await world.tick();
  assert.equal((await failedRefunds(world)).length, 1);
  assert.equal(await world.orderStatus(order_id), "paid");

  const [work] = await world.mall.work("refund_closed");
  await world.mall.decideWork(work!, "retry");
  await world.tick();
  const numbers = [...world.simulator.state.refunds.rows()].map((each) => each.out_refund_no);
  assert.equal(new Set(numbers).size, 2);
  assert.equal(await world.orderStatus(order_id), "refunded");
  assert.deepEqual(await world.mall.work(), []);
  await world.close();
});

/** A refund of 3,890 fen out of 7,780 that the buyer's account cannot take. */
async function abnormal() {
  const world = await WechatWorld.open();
  const { mall, simulator } = world;
  const buyer = await world.member();
  const [sku_id] = await mall.product([3890]) as [string];
  const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 2 }]);
  const funds = () => [...simulator.state.funds.rows()][0]!.basic_fen;
  const before_fen = funds();
  simulator.control.addFault({ kind: "refund_abnormal" });
  await mall.approveRefund(await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]));
  await world.tick();
  const [work] = await mall.work();
  assert.equal(work!.kind, "refund_abnormal");
  assert.deepEqual(work!.actions, ["mend", "settle"]);
  const gone = () => before_fen - funds();
  return { world, mall, work: work!, order_id, gone };
}

async function numbers(world: WechatWorld) {
  const rows = await world.db.sql<{ status: string }[]>`select status from pay.refund_attempts`;
  const known = [...world.simulator.state.refunds.rows()].map(({ status }) => status);
  return { ours: rows.map(({ status }) => status), known };
}

const sealedCard = async (
  { shop_id }: Mall,
  { subject_id }: { subject_id: string },
  bank_account: string,
) => ({
  bank_type: "ICBC_DEBIT",
  sealed: await test_sealer.seal(
    refundCardOf(shop_id, subject_id),
    JSON.stringify({ bank_account, real_name: "王小明" }),
  ),
});

Deno.test("C47 a refund that the buyer's account cannot take keeps its number, and 3,890 fen leave once, to his card", async () => {
  const { world, mall, work, gone } = await abnormal();
  await mall.refundToCard(work, await sealedCard(mall, work, "6222021234567890"));
  assert.deepEqual(await mall.work(), []);
  assert.equal((await world.tick()).outbox, 1);
  assert.deepEqual(await numbers(world), { ours: ["success"], known: ["SUCCESS"] });
  assert.equal(gone(), 3890);
  const [booked] = await world.db.sql`
    select sum(e.amount)::int as fen from ledger.entries e
      join ledger.accounts a on a.id = e.account_id join ledger.transfers t on t.id = e.transfer_id
     where a.kind = 'wechat' and t.kind = 'refund'`;
  assert.equal(booked!.fen, 3890);
  const kept = await world.db.sql`
    select body::text from ops.outbox where body::text ~ '6222' union all select sealed from person.refund_cards`;
  assert.deepEqual([...kept], []);
  await world.close();
});

Deno.test("C47 an abnormal refund goes back to the merchant under its number", async () => {
  const { world, mall, work } = await abnormal();
  await mall.decideWork(work, "mend", { input: { to: "merchant" } });
  await world.tick();
  assert.deepEqual(await numbers(world), { ours: ["success"], known: ["SUCCESS"] });
  await world.close();
});

Deno.test("C47 a card that WeChat refuses brings the refund back to the work list with WeChat's own words", async () => {
  const { world, mall, work } = await abnormal();
  await mall.refundToCard(work, await sealedCard(mall, work, "6222021234567890"));
  await world.db
    .sql`update ops.outbox set body = jsonb_set(body, '{request,bank_type}', '"A_BANK_WITH_A_MUCH_TOO_LONG_NAME"')
                      where kind = 'abnormal_refund'`;
  await world.tick();
  const [again] = await mall.work("refund_abnormal");
  assert.match(again!.detail.message!, /PARAMERROR .*bank_type/);
  assert.deepEqual(await numbers(world), { ours: ["abnormal"], known: ["ABNORMAL"] });
  await mall.decideWork(again!, "mend", { input: { to: "merchant" } });
  await world.tick();
  assert.deepEqual(await mall.work(), []);
  await world.close();
});

Deno.test("C47 a second card that cannot take the money is another row of the work list, and the number stays", async () => {
  const { world, mall, work, gone } = await abnormal();
  world.simulator.control.addFault({ kind: "refund_abnormal" });
  await mall.refundToCard(work, await sealedCard(mall, work, "6222021234567890"));
  await world.tick();
  await world.later(1.1); // a notification quicker than the answer is taken for the first one: asked about
  await world.tick();
  assert.equal((await mall.work("refund_abnormal")).length, 1);
  assert.equal(world.simulator.state.refunds.size, 1);
  assert.equal(gone(), 3890);
  await world.close();
});

Deno.test("a late ABNORMAL from before does not stop a refund that is being mended", async () => {
  const { world, mall, work } = await abnormal();
  await mall.decideWork(work, "mend", { input: { to: "merchant" } });
  const [attempt] = await world.db.sql`select id, shop_id from pay.refund_attempts`;
  const verdict = await world.db.call({ role: "mall_jobs" }, "record_refund_answer", {
    shop_id: attempt!.shop_id,
    refund_attempt_id: attempt!.id,
    refund: { status: "ABNORMAL", amount: { refund: 3890 } },
  });
  assert.deepEqual(verdict, { result: "duplicate", reason: null });
  assert.deepEqual(await mall.work(), []);
  await world.tick();
  assert.deepEqual(await numbers(world), { ours: ["success"], known: ["SUCCESS"] });
  await world.close();
});

Deno.test("a mending that WeChat never answers stands in the work list and goes again under its number", async () => {
  const { world, mall, work } = await abnormal();
  world.simulator.control.addFault({
    kind: "error_before_commit",
    match: { path: "/apply-abnormal-refund" },
    times: 12,
  });
  await mall.decideWork(work, "mend", { input: { to: "merchant" } });
  const unsentMending = async () =>
    (await mall.work()).find(({ kind }) => kind === "unsent_abnormal_refund");
  while (await unsentMending() === undefined) {
    await world.tick();
    await world.later(121);
  }
  const unsent = await unsentMending();
  await mall.decideWork(unsent!, "retry");
  await world.tick();
  assert.deepEqual(await numbers(world), { ours: ["success"], known: ["SUCCESS"] });
  await world.close();
});

Deno.test("C47 a refund that WeChat refuses for good is closed after some tries, never half done", async () => {
  const { world, order_id } = await refunding();
  const payment = [...world.simulator.state.payments.rows()][0]!;
  payment.paid_at! -= 366 * 86_400_000; // older than WeChat refunds
  for (const minutes of [0, 0.2, 1]) {
    await world.later(minutes);
    await world.tick();
  }
  assert.equal((await failedRefunds(world)).length, 1);
  const [attempt] = await world.db.sql`select status, failure from pay.refund_attempts`;
  assert.deepEqual({ ...attempt }, {
    status: "closed",
    failure: "INVALIDREQUEST 订单已超过可退款的最大期限",
  });
  const [work] = await world.mall.work("refund_closed");
  assert.equal(work!.detail.message, attempt!.failure);
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.close();
});

Deno.test("two workers at once send each refund once", async () => {
  const world = await WechatWorld.open();
  const { mall } = world;
  for (let n = 0; n < 6; n++) {
    const { buyer, order_id } = await world.bought();
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
  }
  const [one, two] = await Promise.all([world.tick(), world.tick()]);
  assert.equal(one.outbox! + two.outbox!, 6);
  const rows = await world.outbox("refund");
  assert.deepEqual(rows.map(({ status, tries }) => [status, tries]), Array(6).fill(["done", 1]));
  assert.equal(world.simulator.state.refunds.size, 6);
  await world.close();
});
