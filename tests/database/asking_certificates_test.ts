import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { inCertificateMode } from "@/tests/support/certificates.ts";

Deno.test("a failure for good is on the work list, and a success ends it", async () => {
  const { world, later } = await inCertificateMode();
  const undo = writeLogTo(() => {});
  const match = { path: "/v3/certificates" };
  const fault = {
    kind: "refusal",
    match,
    code: "NO_AUTH",
    message: "无权限",
    times: null,
  } as const;
  world.simulator.control.addFault(fault);
  const work = () => world.mall.work("keys_stale");
  for (let n = 0; n < 3; n++) {
    assert.deepEqual(await work(), []);
    await world.tick();
    await later(10.1);
  }
  const [item] = await work();
  assert.match(item!.detail.message!, /NOAUTH 无权限/);
  await world.mall.decideWork(item!, "retry");
  await world.tick();
  assert.equal((await work()).length, 1);
  world.simulator.control.removeFaults();
  await world.mall.decideWork((await work())[0]!, "retry");
  await world.tick();
  assert.deepEqual(await work(), []);
  undo();
  await world.close();
});

Deno.test("certificates are asked for again in ten minutes, from the third failure in a row in two hours, after a success in twelve", async () => {
  const { world, later } = await inCertificateMode();
  const { mall, db } = world;
  const { shop_id } = mall;
  const jobs = { role: "mall_jobs" };
  const claim = async () => (await db.call<unknown[]>(jobs, "claim_certificate_checks", {})).length;
  const fail = () => db.call(jobs, "fail_certificates", { shop_id, error: "404" });
  const work = async () => (await mall.work("keys_stale")).length;
  const askedAfter = async (count: number) => {
    await later(count - 1);
    assert.equal(await claim(), 0, `a minute before ${count}`);
    await later(1);
    assert.equal(await claim(), 1, `${count} minutes later`);
  };
  await db.clock.freeze();
  assert.equal(await claim(), 1);
  await askedAfter(10); // as after a worker that never came back
  for (let round = 0; round < 2; round++) {
    for (const [minutes, listed] of [[10, 0], [10, 0], [120, 1], [120, 1]] as const) {
      await fail();
      assert.equal(await work(), listed);
      await askedAfter(minutes);
    }
    await db.call(jobs, "save_certificates", { shop_id, certificates: [] });
    assert.equal(await work(), 0);
    await askedAfter(12 * 60);
  }
  await world.close();
});

Deno.test("a merchant who has changed to the public key is asked about nothing, and what waited for its certificates ends", async () => {
  const { world, sql, later } = await inCertificateMode();
  const undo = writeLogTo(() => {});
  const { mall, db } = world;
  await world.tick();
  const fail = () =>
    db.call({ role: "mall_jobs" }, "fail_certificates", { shop_id: mall.shop_id, error: "404" });
  for (let n = 0; n < 3; n++) await fail();
  assert.equal((await mall.work("keys_stale")).length, 1);
  await sql`
    insert into shop.credentials (shop_id, kind, serial, sealed)
    select shop_id, 'wechatpay_public_key', 'PUB_KEY_ID_1', sealed from shop.credentials
     where kind = 'platform_certificate'`;
  await later(121);
  assert.equal((await world.tick()).certificates, 1); // its certificate counts still
  for (let n = 0; n < 3; n++) await fail();
  await sql`update shop.credentials set not_after = private.now() where kind = 'platform_certificate'`;
  await later(121);
  assert.equal((await world.tick()).certificates, 0);
  assert.deepEqual(await mall.work("keys_stale"), []);
  assert.deepEqual([...await sql`select shop_id from shop.certificate_checks`], []);
  undo();
  await world.close();
});

Deno.test("two ticks at once ask for a shop's certificates once", async () => {
  const { world } = await inCertificateMode();
  const claims = await Promise.all(
    Array.from(
      { length: 12 },
      () =>
        world.db.call<unknown[]>({ role: "mall_jobs" }, "claim_certificate_checks", { batch: 20 }),
    ),
  );
  assert.equal(claims.flat().length, 1);
  await world.close();
});
