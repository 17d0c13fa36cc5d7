import assert from "node:assert/strict";
import { refuses } from "@/tests/support/on_mall.ts";
import { reconcilingTest } from "@/tests/support/reconciling.ts";

reconcilingTest(
  "finance and the owner decide, everybody else reads; a decision is written down and closes its work, on either page",
  async (one) => {
    const { world } = one;
    const { mall, db } = world;
    const day = one.today();
    one.plan(day, {
      add: [
        { kind: "payment", number: "unknown1", amount_fen: 11 },
        { kind: "payment", number: "unknown2", amount_fen: 22 },
      ],
    });
    await world.bought(9_900);
    await one.nextMorning();
    const [first, second] = await one.differences("open");
    const args = (difference_id: string, status: string) => ({
      ...{ difference_id, status, reason: "已与微信客服核对" },
    });
    for (const role of ["support", "viewer"]) {
      const who = await mall.staff(role);
      await refuses(
        "FORBIDDEN",
        mall.command("decide_difference", args(first!.id, "resolved"), who),
      );
      const fetch = { mchid: first!.mchid, day, reason: "更正" };
      await refuses("FORBIDDEN", mall.command("fetch_bills_again", fetch, who));
      const read = { shop: mall.shop, status: "open" };
      const page = await db.call<{ items: unknown[] }>(who, "list_bill_differences", read);
      assert.equal(page.items.length, 2, role);
    }
    const finance = await mall.staff("finance");
    await mall.command("decide_difference", args(first!.id, "resolved"), finance);
    await refuses(
      "DIFFERENCE_STATE",
      mall.command("decide_difference", args(first!.id, "dismissed")),
    );
    const [item] = await mall.work("bill_difference");
    assert.equal(item!.subject_id, second!.id);
    assert.deepEqual(item!.detail.day, day);
    await mall.decideWork(item!, "dismiss", { who: finance });
    const [dismissed] = await one.differences("dismissed");
    assert.deepEqual([dismissed!.id, dismissed!.steps.at(-1)!.reason], [second!.id, "核对过了"]);
    const written = await db.sql<{ command: string }[]>`
    select command from ops.audit_log
     where command in ('decide_difference', 'decide_work') order by id`;
    assert.deepEqual(written.map(({ command }) => command), ["decide_difference", "decide_work"]);
    assert.equal((await one.dayOf(day)).state, "agreed");
  },
);

reconcilingTest(
  "two of the staff decide the same difference at once: one does, the other is told",
  async (one) => {
    const { world } = one;
    const day = one.today();
    await world.bought(100);
    for (let round = 0; round < 4; round++) {
      one.plan(day, { add: [{ kind: "payment", number: `u${round}`, amount_fen: 5 }] });
      if (round === 0) await one.nextMorning();
      else await one.fetchAgain(day);
      const [open] = await one.differences("open");
      const [item] = await world.mall.work("bill_difference");
      const outcomes = await Promise.all([
        one.decide(open!.id, "resolved").then(() => "done", (error) => error.message as string),
        one.decide(open!.id, "dismissed").then(() => "done", (error) => error.message as string),
        world.mall.decideWork(item!, "settle").then(
          () => "done",
          (error) => error.message as string,
        ),
      ]);
      assert.equal(
        outcomes.filter((one) => one === "done").length,
        1,
        outcomes.join(),
      );
      for (const outcome of outcomes) {
        assert.ok(["done", "DIFFERENCE_STATE", "WORK_STATE"].includes(outcome), outcome);
      }
      const [row] = await world.db.sql`
      select count(*)::int as n from pay.bill_difference_steps where difference_id = ${open!.id}`;
      assert.equal(row!.n, 2);
    }
  },
);

reconcilingTest(
  "a notice that comes while the day is compared: in the end nothing differs, whoever was first",
  async (one) => {
    const { world } = one;
    const [sku_id] = await world.mall.product([8_800]) as [string];
    const day = one.today();
    const prepared = [];
    for (let n = 0; n < 6; n++) {
      prepared.push(await world.prepare(await world.member(), [{ sku_id, quantity: 1 }]));
    }
    world.simulator.control.addFault({ kind: "notify_lost", times: null });
    const payments = prepared.map(({ prepay_id }) => world.simulator.control.pay(prepay_id));
    await one.at("11:00");
    const notices = prepared.map((paid, n) =>
      world.mall.notify(paid, { transaction_id: payments[n]!.transaction_id })
    );
    await Promise.all([world.tick(), ...notices]);
    world.simulator.control.removeFaults();
    await one.days(0.06);
    await world.tick();
    await one.nextMorning();
    for (const known of await one.days_known()) {
      assert.deepEqual([known.open, known.state], [0, "agreed"], JSON.stringify(known));
    }
    assert.deepEqual(await one.differences("open"), []);
    assert.deepEqual(await world.mall.work("bill_difference"), []);
    assert.equal((await one.dayOf(day)).sums.payment!.theirs_fen, 6 * 8_800);
  },
);
