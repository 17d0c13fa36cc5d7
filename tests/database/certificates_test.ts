import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { minutes } from "../support/on_mall.ts";
import { WechatWorld } from "../support/wechat_world.ts";

const mchid = "1900000001";

/** A merchant in certificate mode; `known`: its first certificate was entered by hand. */
async function inCertificateMode(known = true) {
  const world = await WechatWorld.open();
  const { sql } = world.db;
  world.simulator.control.keyMode({ mode: "certificate" });
  await sql`delete from shop.credentials where kind = 'wechatpay_public_key'`;
  if (!known) await sql`delete from shop.credentials where kind = 'platform_certificate'`;
  const kept = async () =>
    (await sql<{ serial: string }[]>`
      select serial from shop.credentials
       where kind = 'platform_certificate' and not_after > not_before
       order by not_before, created_at`).map(({ serial }) => serial);
  const rotate = (keep_old = true) =>
    world.simulator.control.rotateCertificate(mchid, { keep_old });
  const later = (count: number) => world.db.clock.advance(minutes(count));
  return { world, sql, kept, rotate, later };
}

/** What a merchant's notifications have met. */
function statuses(world: WechatWorld): number[] {
  return [...world.simulator.state.notifications.rows()]
    .flatMap(({ attempts }) => attempts.map(({ status }) => status));
}

Deno.test("C95 after WeChat rotates its certificate a notification is refused once, the new one is fetched, and the next try is believed", async () => {
  const { world, kept, rotate, later } = await inCertificateMode();
  await world.tick();
  const [first] = await kept();
  const { order_id } = await world.bought();
  assert.equal(await world.orderStatus(order_id), "paid");

  await later(11);
  const { serial } = await rotate();
  const second = await world.bought();
  assert.equal(await world.orderStatus(second.order_id), "pending_payment");
  assert.deepEqual(statuses(world), [200, 401]);
  assert.equal((await world.tick()).certificates, 1);
  assert.deepEqual(new Set(await kept()), new Set([first, serial]));

  const [notice] = [...world.simulator.state.notifications.rows()].slice(-1);
  await world.simulator.control.resend(notice!.id);
  assert.equal(await world.orderStatus(second.order_id), "paid");
  await world.close();
});

Deno.test("C95 certificates are fetched by the tick before they are needed, twice a day, with their dates", async () => {
  const { world, sql, kept, rotate, later } = await inCertificateMode();
  assert.equal((await world.tick()).certificates, 1);
  const { serial } = await rotate();
  await later(12 * 60 - 1);
  assert.equal((await world.tick()).certificates, 0);
  assert.equal((await kept()).length, 1);
  await later(2);
  assert.equal((await world.tick()).certificates, 1);
  assert.ok((await kept()).includes(serial));
  const [row] = await sql<{ years: number }[]>`
    select extract(year from age(not_after, not_before))::int as years from shop.credentials
     where kind = 'platform_certificate' and serial = ${serial}`;
  assert.ok(row!.years >= 4);
  await world.close();
});

Deno.test("a merchant's very first certificate proves itself, and what waited for it is sent", async () => {
  const { world, kept } = await inCertificateMode(false);
  assert.deepEqual(await kept(), []);
  assert.equal((await world.tick()).certificates, 1);
  assert.equal((await kept()).length, 1);
  await world.close();
});

Deno.test("where the old certificate is gone at once, our own calls find it out and fetch the new one", async () => {
  const { world, kept, rotate, later } = await inCertificateMode();
  await world.tick();
  await later(11);
  const { buyer, order_id } = await world.bought();
  const { serial } = await rotate(false);
  await world.mall.approveRefund(await world.mall.askRefund(buyer, order_id, null));
  await world.tick(); // the refund's answer is signed by a stranger: nothing is known, the certificate is wanted
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.tick();
  assert.ok((await kept()).includes(serial));
  await world.close();
});

Deno.test("strangers who invent serials have WeChat asked once in ten minutes, and a merchant with the public key never", async () => {
  const { world, sql, later } = await inCertificateMode();
  await world.tick();
  const want = () =>
    world.db.call({ role: "mall_wechat" }, "want_certificates", { shop: world.mall.shop });
  await Promise.all(Array.from({ length: 20 }, want));
  assert.equal((await world.tick()).certificates, 0);
  await later(9.9);
  assert.equal((await world.tick()).certificates, 0);
  await later(0.2);
  assert.equal((await world.tick()).certificates, 1);
  await sql`delete from shop.certificate_checks`;
  await sql`update shop.credentials set kind = 'wechatpay_public_key', serial = 'PUB_KEY_ID_1'
             where kind = 'platform_certificate'`;
  await want();
  assert.equal((await world.tick()).certificates, 0);
  await world.close();
});

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
