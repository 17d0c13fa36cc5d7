import assert from "node:assert/strict";
import { newKey } from "../support/mall.ts";
import { onMall, refuses } from "../support/on_mall.ts";
import { available, rich, says, sent, statusOf } from "@/tests/support/contradictions.ts";
import { jobs } from "@/tests/support/database.ts";

Deno.test("C57 a held withdrawal is on the work list: staff let it go or give it up there", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const hold = async () => {
      const { id } = await mall.withdraw(level1, 1_000);
      const suspend = { shop: mall.shop, distributor_id: level1.member_id, reason: "核查" };
      await db.call(mall.owner, "suspend_distributor", { ...suspend, idempotency_key: newKey() });
      await db.call(jobs, "begin_transfer", { shop_id: mall.shop_id, withdrawal_id: id });
      assert.equal(await statusOf(db, id), "held");
      const [item] = await mall.work("withdrawal_held");
      assert.deepEqual([item!.detail.withdrawal_id, item!.detail.amount_fen], [id, 1_000]);
      return { id, item: item!, suspend };
    };
    const first = await hold();
    await refuses("DISTRIBUTOR_INACTIVE", mall.decideWork(first.item, "retry"));
    const restore = (about: typeof first.suspend) =>
      db.call(mall.owner, "restore_distributor", { ...about, idempotency_key: newKey() });
    await restore(first.suspend);
    assert.equal((await mall.decideWork(first.item, "retry")).status, "done");
    assert.equal(await statusOf(db, first.id), "approved");

    const second = await hold();
    const before = await available(mall, level1);
    assert.equal((await mall.decideWork(second.item, "dismiss")).status, "dismissed");
    assert.equal(await statusOf(db, second.id), "rejected");
    assert.equal(await available(mall, level1), before + 1_000);
    await restore(second.suspend);

    const third = await hold();
    await db.call(level1, "cancel_withdrawal", { withdrawal_id: third.id });
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("a transfer that WeChat would not take can be given up by hand, but not one that it has", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const unsent = async (id: string) => {
      await db.sql`select private.add_work(${mall.shop_id}, 'unsent_transfer', ${id},
        private.withdrawal_concern(${mall.shop_id}, ${id}))`;
      return (await mall.work("unsent_transfer")).find(({ subject_id }) => subject_id === id)!;
    };
    const id = await sent(mall, level1);
    assert.equal((await mall.decideWork(await unsent(id), "dismiss")).status, "dismissed");
    assert.equal(await statusOf(db, id), "failed");
    assert.equal(await available(mall, level1), 9_000);

    const taken = await sent(mall, level1);
    await says(mall, taken, "PROCESSING", { transfer_bill_no: "1330000" });
    const item = await unsent(taken);
    await refuses("WITHDRAWAL_STATE", mall.decideWork(item, "dismiss"));
    assert.equal(await says(mall, taken, "SUCCESS"), "applied");
    assert.deepEqual(await mall.work(), []); // what ended needs nobody
  }));

Deno.test("a transfer without an end after two days is on the work list until it ends", () =>
  onMall(async (mall, db) => {
    const level1 = await rich(mall);
    const id = await sent(mall, level1);
    const ask = () => db.call(jobs, "list_open_transfers", { batch: 50 });
    await db.clock.advance(47 / 24);
    await ask();
    assert.deepEqual(await mall.work(), []);
    await db.clock.advance(1 / 24);
    await ask();
    const [item] = await mall.work("transfer_open");
    assert.equal(item!.subject_id, id);
    assert.equal(((await ask()) as unknown[]).length, 0);
    await mall.decideWork(item!, "retry");
    assert.equal(((await ask()) as unknown[]).length, 1);
    assert.equal((await mall.work("transfer_open")).length, 1);
    await says(mall, id, "SUCCESS");
    assert.deepEqual(await mall.work(), []);
    await db.clock.reset();
  }));
