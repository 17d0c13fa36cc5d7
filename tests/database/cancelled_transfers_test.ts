import assert from "node:assert/strict";
import {
  available,
  balance_fen,
  confirm,
  statusOf,
  withdrawing,
} from "@/tests/support/transfers.ts";

Deno.test("C78 a withdrawal cancelled before it is sent never reaches WeChat", async () => {
  const { world, mall, level1, id } = await withdrawing();
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await statusOf(world, id), "cancelled");
  assert.equal(await available(world, level1), balance_fen);
  assert.equal(world.simulator.state.transfers.size, 0);
  await world.close();
});

Deno.test("C78 a cancel while WeChat waits for the receiver brings the money back when WeChat says so", async () => {
  const { world, mall, level1, id } = await withdrawing();
  await world.tick();
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
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
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
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
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await statusOf(world, id), "paid");
  await world.close();
});
