import assert from "node:assert/strict";
import { mchid, reconcilingTest } from "@/tests/support/reconciling.ts";

const match = { bill: "trade" };

reconcilingTest(
  "a bill that is late, has another hash, whose address ended or whose server fails is got at a later try",
  async (one) => {
    const { world } = one;
    const { control } = world.simulator;
    const day = one.today();
    await world.bought(9_900);
    await one.at("09:59");
    await world.tick();
    assert.deepEqual(await one.days_known(), [], "not before ten");
    const late = control.addFault({ kind: "bill_late", match, times: null });
    await one.nextMorning();
    assert.equal((await one.dayOf(day)).state, "due");
    control.removeFaults(late.id);
    const of_day = { bill: "trade", bill_date: day };
    const path = `/v3/bill/tradebill?bill_type=ALL&bill_date=${day}`;
    const faults = [
      { kind: "bill_wrong_hash", match: of_day },
      { kind: "bill_token_expired", match: of_day },
      { kind: "error_before_commit", match: { path } },
      { kind: "unsigned_401", match: { path } },
      { kind: "forged_signature", match: { path, channel: "reply" } },
    ] as const;
    for (const fault of faults) {
      control.addFault(fault);
      await one.days(0.05);
      await world.tick();
      const { state, bills } = await one.dayOf(day);
      assert.equal(state, "due", fault.kind);
      assert.ok(bills.find(({ kind }) => kind === "trade")!.message, fault.kind);
      const [rows] = await world.db
        .sql`
      select count(*)::int as n from pay.bill_rows t join pay.bills b on b.id = t.bill_id
       where t.kind = 'payment' and b.kept_take = t.take`;
      assert.equal(rows!.n, 0, "what is not proven does not count");
      await one.days(0.25);
    }
    await world.tick();
    assert.equal((await one.dayOf(day)).state, "agreed");
    const takes = await world.db
      .sql`select distinct take from pay.bill_rows where kind = 'payment'`;
    assert.equal(takes.length, 1, "rows of takes that failed are gone");
  },
);

reconcilingTest(
  "after ten tries a bill is on the work list, one row for a merchant number, and trying again mends it",
  async (one) => {
    const { world } = one;
    const { control } = world.simulator;
    const day = one.today();
    await world.bought(9_900);
    control.addFault({
      kind: "refusal",
      match: { path: "/v3/bill/" },
      times: null,
      code: "NO_AUTH",
    });
    await one.nextMorning();
    for (let n = 0; n < 10; n++) {
      await world.tick();
      await one.days(0.3);
    }
    assert.equal((await one.dayOf(day)).state, "failed");
    const work = await world.mall.work("bill_unfetched");
    assert.equal(work.length, 1);
    assert.match(work[0]!.detail.message!, /NOAUTH/);
    control.removeFaults();
    await world.mall.decideWork(work[0]!, "retry");
    await world.tick();
    assert.equal((await one.dayOf(day)).state, "agreed");
    assert.deepEqual(await world.mall.work("bill_unfetched"), []);
  },
);

reconcilingTest(
  "days that were missed are fetched, at most ninety, and a day without trade agrees",
  async (one) => {
    const { world } = one;
    await world.bought(100);
    await one.days(3);
    await world.bought(200);
    await one.days(3);
    await world.tick();
    const known = await one.days_known();
    assert.deepEqual(
      known.map(({ day }) => day),
      [1, 2, 3, 4, 5, 6].map((back) => one.today(back)),
    );
    assert.ok(known.every(({ state }) => state === "agreed"));
    assert.deepEqual(known.map(({ sums }) => sums.payment?.theirs_fen ?? 0), [
      0,
      0,
      200,
      0,
      0,
      100,
    ]);
    await world.db.sql`update pay.bill_accounts set planned_to = null, from_day = from_day - 200`;
    await world.tick();
    const [row] = await world.db.sql`
    select count(*)::int as n, min(day)::text as first from pay.bill_days`;
    assert.deepEqual([row!.n, row!.first], [90, one.today(90)]);
  },
);

reconcilingTest(
  "two workers at once fetch each bill once, and compare to the same",
  async (one) => {
    const { world } = one;
    const [day, paid] = [one.today(), await world.bought(9_900)];
    await world.bought(100);
    one.plan(day, { drop: [world.numberOf(paid.attempt_id)] });
    await one.days(4);
    await Promise.all([world.tick(), world.tick(), world.tick()]);
    const bills = await world.db.sql`select take, status from pay.bills`;
    assert.equal(bills.length, 12);
    assert.ok(bills.every(({ take, status }) => take === 1 && status !== "due"));
    assert.equal((await one.differences("open")).length, 1);

    await Promise.all(Array.from({ length: 8 }, () =>
      world.db.sql`
    select private.compare_day(a, ${day}::date) from pay.bill_accounts a`));
    assert.equal((await one.differences()).length, 1);
    assert.equal((await world.mall.work("bill_difference"))[0]!.times, 1);
  },
);

reconcilingTest(
  "a number that the shop has left is compared while its keys are there, and says so when they are not",
  async (one) => {
    const { world } = one;
    const day = one.today();
    await world.bought(9_900);
    await world.db.sql`update shop.wechat_accounts set mchid = '1900000009'`;
    await one.nextMorning();
    const known = (await one.days_known()).filter((each) => each.mchid === mchid);
    assert.deepEqual(known.map(({ day, state }) => [day, state]), [[day, "failed"]]);
    const work = await world.mall.work("bill_unfetched");
    assert.ok(work.some(({ detail }) => detail.message === "CREDENTIAL_MISSING"));
    await world.db.sql`update shop.wechat_accounts set mchid = ${mchid}`;
    await one.days(0.1);
    for (const item of await world.mall.work("bill_unfetched")) {
      await world.mall.decideWork(item, "retry");
    }
    await one.days(0.1);
    await world.tick();
    assert.equal((await one.dayOf(day)).state, "agreed");
  },
);
