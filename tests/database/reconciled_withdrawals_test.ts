import assert from "node:assert/strict";
import type { FaultInput } from "@/local/wechat/simulator.ts";
import { accept, earner } from "@/tests/support/reconciled_trade.ts";
import { reconcilingTest } from "@/tests/support/reconciling.ts";

const create = { path: "/v3/fund-app/mch-transfer/transfer-bills", method: "POST" };

/** Every way in which WeChat misbehaves about a transfer; without times each bites once. */
const misbehaviours: Omit<FaultInput, "match">[] = [
  { kind: "timeout_before_commit", seconds: 4 },
  { kind: "timeout_after_commit", seconds: 4 },
  { kind: "error_before_commit" },
  { kind: "error_after_commit" },
  { kind: "too_fast" },
  { kind: "unsigned_401" },
  { kind: "forged_signature" },
  { kind: "signtest" },
  { kind: "unknown_serial" },
  { kind: "not_enough" },
  { kind: "transfer_processing", seconds: 600 },
  { kind: "transfer_slow", seconds: 600 },
  { kind: "transfer_fail" },
  { kind: "notify_lost" },
  { kind: "notify_duplicate", copies: 3 },
  { kind: "notify_late", seconds: 600 },
  { kind: "notify_before_reply" },
  { kind: "notify_wrong_amount" },
];
const on_requests = /^(timeout|error|too_fast|unsigned|forged|signtest|unknown)/;

reconcilingTest(
  "C72 C73 a withdrawal through every misbehaviour of WeChat pays once or returns, and the next day reconciles to nothing",
  async (one) => {
    const { world } = one;
    const { mall, simulator } = world;
    const distributor = await earner(one);
    await one.at("10:30");
    const day = one.today();
    const ids: string[] = [];
    for (const fault of misbehaviours) {
      const { id } = await mall.withdraw(distributor, 1_000);
      ids.push(id);
      const out_bill_no = world.numberOf(id);
      const match = on_requests.test(fault.kind) ? create : { out_bill_no };
      simulator.control.addFault({ ...fault, match } as FaultInput);
      for (let n = 0; n < 6; n++) {
        await world.tick();
        await one.days(3 / 1440);
        const bill = simulator.state.transfers.get(`1900000001/${out_bill_no}`);
        if (bill?.state === "WAIT_USER_CONFIRM") await accept(one, id);
      }
      simulator.control.removeFaults();
    }
    for (let n = 0; n < 4; n++) {
      await one.days(20 / 1440);
      await world.tick();
    }
    const ended = await world.db.sql<{ id: string; status: string }[]>`
    select id, status from pay.withdrawals order by id`;
    const failed = ended.filter(({ status }) => status === "failed").map(({ id }) => id);
    assert.deepEqual(failed, [
      ids[misbehaviours.findIndex(({ kind }) => kind === "transfer_fail")],
    ]);
    assert.equal(ended.filter(({ status }) => status === "paid").length, ids.length - 1);
    const sent = [...simulator.state.transfers.rows()].filter(({ state }) => state === "SUCCESS");
    assert.equal(sent.length, ids.length - 1, "each paid once");

    await one.nextMorning();
    await one.nextMorning();
    assert.deepEqual(await one.differences(), []);
    const known = await one.dayOf(day);
    assert.deepEqual([known.state, known.waiting], ["agreed", 0]);
    assert.equal(known.sums.transfer!.ours_fen, known.sums.transfer!.theirs_fen);
    assert.equal(known.sums.transfer!.theirs_fen, 1_000 * (ids.length - 1));
  },
);
