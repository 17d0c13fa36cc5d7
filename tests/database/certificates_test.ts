import assert from "node:assert/strict";
import { WechatWorld } from "../support/wechat_world.ts";
import { inCertificateMode } from "@/tests/support/certificates.ts";

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

Deno.test("invented serials make us ask WeChat at most once in ten minutes, and never for a merchant with the public key", async () => {
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
