import assert from "node:assert/strict";
import {
  accept,
  earner,
  refund,
  refundAtWechat,
  withdrawal,
} from "@/tests/support/reconciled_trade.ts";
import { mchid, reconcilingTest } from "@/tests/support/reconciling.ts";

reconcilingTest(
  "C64 C65 trade of all kinds reconciles to nothing the next morning, and says so",
  async (one) => {
    const { world } = one;
    const { control } = world.simulator;
    const distributor = await earner(one);
    await one.at("12:00");
    const day = one.today();
    await world.bought(9_900);
    await refund(one, await world.bought(5_000));
    const partly = await world.bought(3_000);
    assert.equal((await refundAtWechat(one, partly, 700)).result, "applied");
    control.addFault({ kind: "refund_abnormal" });
    await refund(one, await world.bought(4_000));
    control.addFault({ kind: "refund_closed" });
    await refund(one, await world.bought(6_000));
    const [closed] = await world.mall.work("refund_closed");
    await world.mall.decideWork(closed!, "settle"); // given back outside WeChat
    await accept(one, await withdrawal(one, distributor));

    await one.nextMorning();
    const known = await one.dayOf(day);
    assert.deepEqual(await one.differences(), []);
    assert.deepEqual([known.mchid, known.state, known.open, known.waiting], [
      mchid,
      "agreed",
      0,
      0,
    ]);
    const { payment, transfer, fee } = known.sums;
    assert.deepEqual([payment!.ours_fen, payment!.theirs_fen], [27_900, 27_900]);
    assert.deepEqual([payment!.ours_count, payment!.theirs_count], [5, 5]);
    assert.deepEqual([transfer!.ours_fen, transfer!.theirs_fen], [1_000, 1_000]);
    assert.equal(fee!.theirs_fen, 59 + 30 + 18 + 24 + 36);
    const back = known.sums.refund!;
    assert.deepEqual([back.ours_fen, back.ours_elsewhere_fen], [5_700, 0]);
    assert.equal(back.theirs_fen - back.theirs_elsewhere_fen, 5_700);
    assert.deepEqual(await world.mall.work("bill_difference"), []);
  },
);

reconcilingTest(
  "C73 a transfer confirmed the next morning, and one that nobody confirms, differ on no day",
  async (one) => {
    const { world } = one;
    const distributor = await earner(one);
    await one.at("23:50");
    const day = one.today();
    const late = await withdrawal(one, distributor, 2_000);
    await one.at("09:00");
    await accept(one, late);
    await one.nextMorning();
    const before = await one.dayOf(day);
    assert.deepEqual([before.state, before.sums.transfer!.theirs_elsewhere_fen], ["agreed", 2_000]);

    const never = await withdrawal(one, distributor, 3_000);
    for (let n = 0; n < 3; n++) await one.nextMorning();
    const [row] = await world.db.sql`select status from pay.withdrawals where id = ${never}`;
    assert.equal(row!.status, "failed");
    assert.deepEqual(await one.differences(), []);
    for (const known of await one.days_known()) {
      assert.equal(known.state, "agreed", JSON.stringify(known));
    }
  },
);

reconcilingTest(
  "C113 a payment at the day's edge stands in one day's bill and the other's books, and differs on neither",
  async (one) => {
    const { world } = one;
    const buyer = await world.member();
    const [sku_id] = await world.mall.product([8_800]) as [string];
    await one.at("23:59:50");
    const day = one.today();
    const prepared = await world.prepare(buyer, [{ sku_id, quantity: 1 }]);
    world.simulator.control.addFault({ kind: "notify_late", seconds: 60 });
    world.simulator.control.pay(prepared.prepay_id);
    await one.days(2 / 1440);
    await world.simulator.settle();
    assert.equal(await world.orderStatus(prepared.order_id), "paid");
    await one.nextMorning();
    await one.nextMorning();
    const [second, first] = await one.days_known();
    assert.deepEqual([first!.day, first!.state, second!.state], [day, "agreed", "agreed"]);
    assert.equal(first!.sums.payment!.theirs_elsewhere_fen, 8_800);
    assert.equal(second!.sums.payment!.ours_elsewhere_fen, 8_800);
  },
);

reconcilingTest(
  "an entry in the last minutes of a day waits for the next day's bill before it is called missing",
  async (one) => {
    const { world } = one;
    await one.at("23:58");
    const paid = await world.bought(5_000);
    const day = one.today();
    one.plan(day, { drop: [world.numberOf(paid.attempt_id)] });
    await world.bought(100);
    await one.nextMorning();
    const known = await one.dayOf(day);
    assert.deepEqual([known.state, known.waiting], ["waiting", 1]);
    await one.nextMorning();
    const [difference] = await one.differences("open");
    assert.deepEqual([difference!.kind, difference!.ours_fen], ["missing_there", 5_000]);
  },
);
