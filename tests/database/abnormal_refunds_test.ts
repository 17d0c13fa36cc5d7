import assert from "node:assert/strict";
import { refundCardOf } from "@/shared/seal.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { test_sealer } from "../support/wechat_callbacks.ts";
import { WechatWorld } from "../support/wechat_world.ts";

async function numbers(world: WechatWorld) {
  const rows = await world.db.sql<{ status: string }[]>`select status from pay.refund_attempts`;
  const known = [...world.simulator.state.refunds.rows()].map(({ status }) => status);
  return { ours: rows.map(({ status }) => status), known };
}

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

Deno.test("C47 a refund that the buyer's account cannot take keeps its number, and 3,890 fen leave once, to the buyer's card", async () => {
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
    select body::text from ops.outbox where body::text ~ '6222021234567890' union all select sealed from person.refund_cards`;
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
