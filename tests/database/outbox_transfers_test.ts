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

/** Ticks, each a little later, until the outbox has tried that often. */
async function tries(world: WechatWorld, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await world.tick();
    await world.later(0.2 * 3 ** n);
  }
}

async function kindsOf(world: WechatWorld): Promise<string[]> {
  return (await world.mall.work()).map(({ kind }) => kind);
}

Deno.test("C76 a transfer refused with a code known to be final, and not found each time, fails at the third try", async () => {
  const { world, level1, id } = await withdrawing();
  await world.db.sql`
    update ops.outbox set body = jsonb_set(body, '{request,transfer_scene_id}', '"1000"')
     where kind = 'transfer'`; // a scene this merchant was not granted
  await tries(world, 2);
  assert.equal(await statusOf(world, id), "submitted");
  assert.equal(await available(world, level1), 0);
  await world.tick();
  assert.equal(await statusOf(world, id), "failed");
  assert.equal(await available(world, level1), balance_fen);
  assert.equal(world.simulator.state.transfers.size, 0);
  const [told] = await world.db.call<{ items: { fail_reason: string }[] }>(
    world.mall.owner,
    "staff_list_withdrawals",
    { shop: world.mall.shop },
  ).then(({ items }) => items);
  assert.equal(told!.fail_reason, "你尚未获取该转账场景");
  await world.close();
});

Deno.test("C73 what a refusal of a transfer means: failed, or asked again until WeChat takes it", async () => {
  const { world, mall, level1, id } = await withdrawing();
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
  await mall.withdrawalRules({ one_open: false, daily_count: 100 });
  const meanings = {
    failed: ["PARAM_ERROR", "INVALID_REQUEST", "OPENID_MISMATCH"],
    submitted: [
      ...["NOT_ENOUGH", "NO_AUTH", "USER_ERROR", "ACCOUNT_ERROR", "RULE_LIMIT", "SIGN_ERROR"],
      ...["FREQUENCY_LIMIT_EXCEED", "SYSTEM_ERROR", "APPID_MCHID_NOT_MATCH", "NEVER_HEARD_OF"],
    ],
  };
  const expected = new Map<string, string>();
  const codes = new Map<string, string>();
  for (const [status, list] of Object.entries(meanings)) {
    for (const code of list) {
      const withdrawal = await mall.withdraw(level1, 500);
      const match = { method: "POST", out_bill_no: world.numberOf(withdrawal.id) };
      const fault = { kind: "refusal", match, code, status: 400, times: null } as const;
      world.simulator.control.addFault(fault);
      expected.set(code, status);
      codes.set(withdrawal.id, code);
    }
  }
  const states = async () => {
    const rows = await world.db.sql<{ id: string; status: string }[]>`
      select id, status from pay.withdrawals where amount_fen = 500`;
    return new Map(rows.map(({ id, status }) => [codes.get(id)!, status]));
  };
  const sorted = (map: Map<string, string>) => [...map].toSorted();
  await tries(world, 3);
  assert.deepEqual(sorted(await states()), sorted(expected));
  assert.equal(await available(world, level1), balance_fen - 500 * meanings.submitted.length);
  world.simulator.control.removeFaults();
  await world.later(20);
  await world.tick();
  for (const code of meanings.submitted) expected.set(code, "wait_user_confirm");
  assert.deepEqual(sorted(await states()), sorted(expected));
  await world.close();
});

Deno.test("C73 a transfer refused with an unknown code and not found waits; when it turns out to be there, it is paid, and withdrawn once", async () => {
  const { world, mall, level1, id } = await withdrawing();
  const match = { out_bill_no: world.numberOf(id) };
  const { control } = world.simulator;
  const { id: fault } = control.addFault({ kind: "transfer_lands_late", match, times: null });
  await tries(world, 4);
  assert.equal(await statusOf(world, id), "submitted");
  await assert.rejects(mall.withdraw(level1, balance_fen), { message: "BALANCE_TOO_LOW" });
  control.removeFaults(fault);
  await world.later(60);
  await world.tick();
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  assert.deepEqual(await kindsOf(world), []);
  await world.close();
});

Deno.test("a transfer refused for ever is a person's work: sent again under its number, or given up and the money back", async () => {
  const { world, mall, level1, id } = await withdrawing();
  const match = { path: "/transfer-bills" };
  world.simulator.control.addFault({ kind: "refusal", match, code: "NEVER_HEARD_OF", times: null });
  await world.db.sql`update ops.outbox set tries = 11 where kind = 'transfer'`;
  await world.tick();
  assert.deepEqual(await kindsOf(world), ["unsent_transfer"]);
  await mall.decideWork((await mall.work())[0]!, "retry");
  await world.db.sql`update ops.outbox set tries = 11 where kind = 'transfer'`;
  await world.tick();
  const [item] = await mall.work("unsent_transfer");
  assert.match(item!.detail.message!, /NEVERHEARDOF/);
  assert.equal(await statusOf(world, id), "submitted");
  await mall.decideWork(item!, "dismiss");
  assert.equal(await statusOf(world, id), "failed");
  assert.equal(await available(world, level1), balance_fen);
  world.simulator.control.removeFaults();
  await world.later(60);
  await world.tick();
  assert.equal(world.simulator.state.transfers.size, 0); // never sent again
  await world.close();
});

Deno.test("an unsigned 401 says nothing about a transfer, a payment or a refund", async () => {
  const { world, mall, level1, id } = await withdrawing();
  const { buyer, order_id } = await world.bought(9900);
  await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
  const fault = world.simulator.control.addFault({ kind: "unsigned_401", times: null });
  await tries(world, 4);
  assert.equal(await statusOf(world, id), "submitted");
  assert.equal(await available(world, level1), 0);
  const [refund] = await world.db.sql<{ status: string }[]>`select status from pay.refunds`;
  assert.equal(refund!.status, "refunding");
  world.simulator.control.removeFaults(fault.id);
  await world.later(60);
  await world.tick();
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  await world.close();
});

Deno.test("C78 a cancel of a bill that is not found is believed at the third try, and only from those who both say so", async () => {
  const { world, mall, level1, id } = await withdrawing();
  const match = { out_bill_no: world.numberOf(id), method: "POST" };
  const { control } = world.simulator;
  control.addFault({ kind: "refusal", match, code: "NEVER_HEARD_OF", times: null });
  await world.db.sql`update ops.outbox set tries = 11 where kind = 'transfer'`;
  await world.tick(); // the transfer is given to people
  await mall.db.call(level1, "cancel_withdrawal", { withdrawal_id: id });
  await tries(world, 4); // the cancel is refused with a code that says nothing
  assert.equal(await statusOf(world, id), "submitted");
  control.removeFaults();
  await world.db
    .sql`update ops.outbox set tries = 0, next_at = now() where kind = 'transfer_cancel'`;
  await tries(world, 2);
  assert.equal(await statusOf(world, id), "submitted");
  await world.tick();
  assert.equal(await statusOf(world, id), "cancelled");
  assert.equal(await available(world, level1), balance_fen);
  assert.deepEqual(await kindsOf(world), []);
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
