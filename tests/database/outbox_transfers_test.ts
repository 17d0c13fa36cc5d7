import assert from "node:assert/strict";
import type { Member } from "../support/mall.ts";
import { WechatWorld } from "../support/wechat_world.ts";

const balance_fen = 9_000;

/** A distributor with a settled balance who has asked for all of it, and his withdrawal is approved. */
async function withdrawing() {
  const world = await WechatWorld.open();
  const { mall } = world;
  const [level1, buyer] = [await world.member(), await world.member()];
  await mall.promote(level1);
  await mall.bind(buyer, level1);
  await mall.withdrawalRules({ review_above_fen: 100_000 });
  const [sku_id] = await mall.product([90_000]) as [string];
  const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 1 }]);
  await mall.complete(buyer, order_id);
  await world.tick();
  await world.db.clock.advance(61);
  await mall.settle();
  await world.db.clock.reset();
  const { id } = await mall.withdraw(level1, balance_fen);
  return { world, mall, level1, id };
}

async function stateOf(world: WechatWorld, id: string) {
  const [row] = await world.db.sql<{ status: string; package_info: string | null }[]>`
    select status, package_info from pay.withdrawals where id = ${id}`;
  return row!;
}

async function statusOf(world: WechatWorld, id: string): Promise<string> {
  return (await stateOf(world, id)).status;
}

async function available(world: WechatWorld, distributor: Member): Promise<number> {
  return (await world.mall.balances(distributor)).available_fen!;
}

/** The receiver accepts on his phone. */
async function confirm(world: WechatWorld, id: string): Promise<void> {
  world.simulator.control.confirmTransfer(`1900000001/${world.numberOf(id)}`);
  await world.simulator.settle();
}

Deno.test("C70 a withdrawal is transferred, confirmed and paid", async () => {
  const { world, level1, id } = await withdrawing();
  await world.tick();
  const { status, package_info } = await stateOf(world, id);
  assert.equal(status, "wait_user_confirm");
  assert.ok(package_info);
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  assert.equal(await available(world, level1), 0);
  await world.close();
});

Deno.test("C73 an unknown result is still submitted, and the same number is sent again: one bill, paid once", async () => {
  const { world, level1, id } = await withdrawing();
  world.simulator.control.addFault({
    kind: "timeout_after_commit",
    match: { path: "/transfer-bills" },
  });
  await world.tick();
  assert.equal(await statusOf(world, id), "submitted");
  assert.equal(await available(world, level1), 0);

  await world.later(0.2);
  await world.tick();
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  assert.equal(world.simulator.state.transfers.size, 1);
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  assert.equal(
    (await world.db.sql`select from ledger.transfers where kind = 'withdrawal_paid'`).length,
    1,
  );
  await world.close();
});

Deno.test("C72 a worker that dies after WeChat took the transfer: the lease is honoured, then another goes on", async () => {
  const { world, id } = await withdrawing();
  const { services } = world;
  const args = { worker: "doomed", batch: 4, lease_seconds: 60 };
  interface Held {
    shop_id: string;
    body: { request: Parameters<Awaited<ReturnType<WechatWorld["pay"]>>["createTransferBill"]>[0] };
  }
  const [held] = await services.call<Held[]>("claim_outbox", args);
  await services.call("begin_transfer", { shop_id: held!.shop_id, withdrawal_id: id });
  const notify_url = "https://mall.test/functions/v1/wechat/shops/demo/notify/transfer";
  const taken = await (await world.pay()).createTransferBill({ ...held!.body.request, notify_url });
  assert.equal(taken.kind, "ok"); // and here it dies

  await world.later(0.9);
  assert.equal((await world.tick()).outbox, 0);
  assert.equal(await statusOf(world, id), "submitted");

  await confirm(world, id); // the receiver was told by WeChat itself
  assert.equal(await statusOf(world, id), "paid");
  await world.later(0.2);
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await statusOf(world, id), "paid");
  assert.equal(world.simulator.state.transfers.size, 1);
  assert.equal(
    (await world.db.sql`select from ledger.transfers where kind = 'withdrawal_paid'`).length,
    1,
  );
  await world.close();
});

Deno.test("C73 a transfer whose notification was lost is asked about until WeChat answers", async () => {
  const { world, id } = await withdrawing();
  world.simulator.control.addFault({ kind: "notify_lost" });
  await world.tick();
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "wait_user_confirm");

  world.simulator.control.addFault({
    kind: "error_before_commit",
    match: { path: "/out-bill-no/" },
  });
  await world.later(1.1);
  await world.tick();
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await world.later(0.6);
  await world.tick();
  assert.equal(await statusOf(world, id), "paid");
  await world.close();
});

Deno.test("C76 a transfer that WeChat refuses and does not have fails, and the money returns", async () => {
  const { world, level1, id } = await withdrawing();
  await world.db.sql`
    update ops.outbox set body = jsonb_set(body, '{request,transfer_scene_id}', '"1000"')
     where kind = 'transfer'`; // a scene this merchant was not granted
  await world.tick();
  assert.equal(await statusOf(world, id), "failed");
  assert.equal(await available(world, level1), balance_fen);
  assert.equal(world.simulator.state.transfers.size, 0);
  await world.close();
});

Deno.test("C76 an expired transfer fails, and the money returns by a new entry", async () => {
  const { world, level1, id } = await withdrawing();
  await world.tick();
  world.simulator.control.failTransfer(`1900000001/${world.numberOf(id)}`, "OVERDUE_CLOSE");
  await world.simulator.settle();
  assert.equal(await statusOf(world, id), "failed");
  assert.equal(await available(world, level1), balance_fen);
  await world.close();
});

Deno.test("while the shop's funds are refused a transfer waits under its number", async () => {
  const { world, id } = await withdrawing();
  world.simulator.control.addFault({ kind: "not_enough" });
  await world.tick();
  assert.equal(await statusOf(world, id), "submitted");
  await world.later(0.2);
  await world.tick();
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await world.close();
});

Deno.test("a transfer that waited for the shop's funds at WeChat brings its package later", async () => {
  const { world, id } = await withdrawing();
  world.simulator.control.funds("1900000001", { operation_fen: 0 });
  await world.tick();
  assert.deepEqual(await stateOf(world, id), { status: "processing", package_info: null });

  world.simulator.control.funds("1900000001", { operation_fen: 1_000_000 });
  await world.simulator.settle();
  await world.later(1.1);
  await world.tick();
  const { status, package_info } = await stateOf(world, id);
  assert.equal(status, "wait_user_confirm");
  assert.ok(package_info);
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  await world.close();
});

Deno.test("C78 a withdrawal cancelled before it is sent never reaches WeChat", async () => {
  const { world, mall, level1, id } = await withdrawing();
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal: id });
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await statusOf(world, id), "cancelled");
  assert.equal(await available(world, level1), balance_fen);
  assert.equal(world.simulator.state.transfers.size, 0);
  await world.close();
});

Deno.test("C78 a cancel while WeChat waits for the receiver brings the money back when WeChat says so", async () => {
  const { world, mall, level1, id } = await withdrawing();
  await world.tick();
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal: id });
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await world.tick();
  assert.equal(await statusOf(world, id), "cancelled");
  assert.equal(await available(world, level1), balance_fen);
  await world.close();
});

Deno.test("C78 a receiver who confirms while the cancel runs is paid, once, and gets nothing back", async () => {
  const { world, mall, level1, id } = await withdrawing();
  await world.tick();
  world.simulator.control.addFault({ kind: "confirm_during_cancel" });
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal: id });
  await world.tick();
  assert.equal(await statusOf(world, id), "paid");
  assert.equal(await available(world, level1), 0);
  await world.close();
});

Deno.test("C78 a cancel that comes too late records what the transfer has become", async () => {
  const { world, mall, level1, id } = await withdrawing();
  world.simulator.control.addFault({ kind: "notify_lost" });
  await world.tick();
  await confirm(world, id);
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal: id });
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await statusOf(world, id), "paid");
  await world.close();
});

Deno.test("C72 what was sent of a transfer and a refund is sent again byte for byte, though our address is another by then", async () => {
  const { world, mall, id } = await withdrawing();
  const { control, state } = world.simulator;
  const { buyer, order_id } = await world.bought(9900);
  await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
  for (const path of ["/transfer-bills", "/domestic/refunds"]) {
    control.addFault({ kind: "error_after_commit", match: { path } });
  }
  await world.tick();
  const [bill] = [...state.transfers.rows()];
  const [refund] = [...state.refunds.rows()];
  const asked = [bill!.request, refund!.notify_url];
  Deno.env.set("MALL_PUBLIC_URL", "https://moved.test");
  await mall.db.sql`update shop.withdrawal_rules set transfer_scene_id = '1009'`;
  await world.later(0.2);
  await world.tick();
  Deno.env.set("MALL_PUBLIC_URL", "https://mall.test");
  assert.deepEqual([state.transfers.size, state.refunds.size], [1, 1]);
  assert.deepEqual([bill!.request, refund!.notify_url], asked);
  assert.match(bill!.notify_url!, /^https:\/\/mall\.test\/.*\/demo\/notify\/transfer$/);
  assert.match(refund!.notify_url!, /^https:\/\/mall\.test\/.*\/demo\/notify\/refund$/);
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await world.close();
});
