import assert from "node:assert/strict";
import { WechatWorld } from "../support/wechat_world.ts";
import { available, confirm, statusOf, withdrawing } from "@/tests/support/transfers.ts";
import { setOwnEnv } from "../support/own_env.ts";

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

Deno.test("C72 a transfer and a refund are sent again byte for byte, though our address has changed by then", async () => {
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
  setOwnEnv("MALL_PUBLIC_URL", "https://moved.test");
  await mall.db.sql`update shop.withdrawal_rules set transfer_scene_id = '1009'`;
  await world.later(0.2);
  await world.tick();
  setOwnEnv("MALL_PUBLIC_URL", "https://mall.test");
  assert.deepEqual([state.transfers.size, state.refunds.size], [1, 1]);
  assert.deepEqual([bill!.request, refund!.notify_url], asked);
  assert.match(bill!.notify_url!, /^https:\/\/mall\.test\/.*\/demo\/notify\/transfer$/);
  assert.match(refund!.notify_url!, /^https:\/\/mall\.test\/.*\/demo\/notify\/refund$/);
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await world.close();
});
