import assert from "node:assert/strict";
import {
  available,
  balance_fen,
  confirm,
  stateOf,
  statusOf,
  tries,
  withdrawing,
} from "@/tests/support/transfers.ts";

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

Deno.test("a number is asked about and sent again only as the merchant to whom it belongs", async () => {
  const { world, mall, id } = await withdrawing();
  const { buyer, order_id } = await world.bought(9900);
  await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
  await world.db.sql`update pay.withdrawals set mchid = '1900000009'`;
  await world.db.sql`
    update ops.outbox set body = jsonb_set(body, '{mchid}', '"1900000009"') where body ? 'mchid'`;
  await tries(world, 4);
  assert.equal(world.simulator.state.transfers.size, 0);
  assert.equal(world.simulator.state.refunds.size, 0);
  assert.equal(await statusOf(world, id), "submitted");
  const rows = [...await world.outbox("transfer"), ...await world.outbox("refund")];
  assert.deepEqual(rows.map(({ last_error }) => last_error), Array(2).fill("CREDENTIAL_MISSING"));
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
