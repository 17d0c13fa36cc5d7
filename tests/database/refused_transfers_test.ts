import assert from "node:assert/strict";
import { WechatWorld } from "../support/wechat_world.ts";
import {
  available,
  balance_fen,
  confirm,
  statusOf,
  tries,
  withdrawing,
} from "@/tests/support/transfers.ts";

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

Deno.test("C78 a cancelled bill that WeChat does not find counts as cancelled at the third try, and only when both answers agree", async () => {
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
