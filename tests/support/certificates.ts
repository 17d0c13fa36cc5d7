/** For tests of WeChat's certificates: a shop that checks signatures by them. */
import { minutes } from "./on_mall.ts";
import { WechatWorld } from "./wechat_world.ts";

const mchid = "1900000001";

/** A merchant in certificate mode; `known`: its first certificate was entered by hand. */
export async function inCertificateMode(known = true) {
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
