import assert from "node:assert/strict";
import type { DifferenceKind } from "@/contracts/staff/reconciliation.ts";
import { accept, earner, refund, withdrawal } from "@/tests/support/reconciled_trade.ts";
import { reconcilingTest } from "@/tests/support/reconciling.ts";

const unknown = (n: number) => `planted${n}`;

reconcilingTest(
  "twenty planted differences of all kinds: exactly those are found, and what was resolved stays so when the bill is fetched again",
  async (one) => {
    const { world } = one;
    const { mall } = world;
    const distributor = await earner(one);
    await one.at("10:30");
    const day = one.today();
    const paid = [];
    for (let n = 0; n < 8; n++) paid.push(await world.bought(1_000 + n));
    const payments = paid.map(({ attempt_id }) => world.numberOf(attempt_id));
    for (const some of paid.slice(0, 5)) await refund(one, some);
    const refunds = (await world.db.sql<{ number: string }[]>`
    select pay.wechat_number(id) as number from pay.refund_attempts order by id`)
      .map(({ number }) => number);
    const transfers = [];
    for (let n = 0; n < 4; n++) {
      const id = await withdrawal(one, distributor, 1_000);
      await accept(one, id);
      transfers.push(world.numberOf(id));
    }
    one.plan(day, {
      drop: [payments[0]!, payments[1]!, refunds[0]!, refunds[1]!, transfers[0]!, transfers[1]!],
      alter: [
        { number: payments[2]!, amount_fen: 1 },
        { number: payments[3]!, amount_fen: 99_999 },
        { number: refunds[2]!, amount_fen: 2 },
        { number: transfers[2]!, amount_fen: 999 },
        { number: payments[4]!, state: "REVOKED" },
        { number: refunds[3]!, state: "FAIL" },
        { number: payments[5]!, state: "REVOKED" },
      ],
      add: [
        { kind: "payment", number: unknown(1), amount_fen: 11 },
        { kind: "payment", number: unknown(2), amount_fen: 22 },
        { kind: "payment", number: "f".repeat(32), amount_fen: 33 },
        { kind: "refund", number: unknown(4), amount_fen: 44 },
        { kind: "refund", number: unknown(5), amount_fen: 55 },
        { kind: "transfer", number: unknown(6), amount_fen: 66 },
        { kind: "transfer", number: unknown(7), amount_fen: 77 },
      ],
    });
    const planted = new Map<string, DifferenceKind>([
      ...[...payments.slice(0, 2), ...refunds.slice(0, 2), ...transfers.slice(0, 2)]
        .map((number) => [number, "missing_there"] as const),
      ...[payments[2]!, payments[3]!, refunds[2]!, transfers[2]!]
        .map((number) => [number, "amount"] as const),
      ...[payments[4]!, refunds[3]!, payments[5]!].map((number) => [number, "state"] as const),
      ...[unknown(1), unknown(2), "f".repeat(32), ...[4, 5, 6, 7].map(unknown)]
        .map((number) => [number, "missing_here"] as const),
    ]);
    assert.equal(planted.size, 20);

    await one.nextMorning();
    await one.nextMorning();
    const found = await one.differences("open");
    assert.deepEqual(
      new Map(found.map(({ number, kind }) => [number, kind] as const).toSorted()),
      new Map([...planted].toSorted()),
    );
    assert.equal((await mall.work("bill_difference")).length, 20);
    const known = await one.dayOf(day);
    assert.deepEqual([known.state, known.open, known.closed], ["differs", 20, 0]);

    const [resolved, dismissed] = [found.slice(0, 6), found.slice(6, 8)];
    for (const { id } of resolved) await one.decide(id, "resolved");
    for (const { id } of dismissed) await one.decide(id, "dismissed", "与本店无关");
    assert.equal((await mall.work("bill_difference")).length, 12);
    for (let n = 0; n < 2; n++) await one.fetchAgain(day);
    const after = await one.differences();
    assert.equal(after.length, 20, "nothing opens twice");
    const closed = after.filter(({ status }) => status !== "open");
    assert.deepEqual(
      closed.map(({ id }) => id).toSorted(),
      [...resolved, ...dismissed].map(({ id }) => id).toSorted(),
    );
    assert.ok(closed.every(({ steps }) => steps.length === 2 && steps[1]!.by === "店主"));

    one.plan(day, {}); // WeChat corrects its bill
    await one.fetchAgain(day);
    const left = await one.differences("open");
    assert.deepEqual(left, []);
    assert.deepEqual(await mall.work("bill_difference"), []);
    const [by_itself] = (await one.differences("resolved"))
      .filter(({ id }) => !resolved.some((one) => one.id === id));
    assert.deepEqual(by_itself!.steps.at(-1)!.by, null);
    assert.equal((await one.dayOf(day)).state, "agreed");
  },
);

reconcilingTest(
  "what was closed and then told otherwise is a difference of its own; opened again it has both reasons",
  async (one) => {
    const { world } = one;
    const day = one.today();
    const paid = await world.bought(5_000);
    const number = world.numberOf(paid.attempt_id);
    one.plan(day, { alter: [{ number, amount_fen: 4_000 }] });
    await one.nextMorning();
    const [first] = await one.differences("open");
    await one.decide(first!.id, "resolved", "微信少收 10 元，已补");
    one.plan(day, { alter: [{ number, amount_fen: 3_000 }] });
    await one.fetchAgain(day);
    const [second] = await one.differences("open");
    assert.deepEqual([second!.theirs_fen, second!.number], [3_000, number]);
    await one.decide(second!.id, "resolved", "同一笔");
    await one.decide(first!.id, "open", "补款没有到");
    const [again] = await one.differences("open");
    assert.deepEqual(
      again!.steps.map(({ status, reason }) => [status, reason]),
      [["open", null], ["resolved", "微信少收 10 元，已补"], ["open", "补款没有到"]],
    );
    assert.equal((await world.mall.work("bill_difference")).length, 1);
  },
);
