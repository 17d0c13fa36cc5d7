import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import {
  buyerOf,
  buyTo,
  casesOf,
  commissionOf,
  distributor,
  from,
  hitsOf,
  judge,
} from "@/tests/support/risk.ts";

/** A distributor with a device who once ordered for himself, and the goods. */
async function seller(mall: Mall) {
  const [sku] = await mall.product([10_000]) as [string];
  const who = await distributor(mall, { device: "t1.his-phone" });
  await buyTo(mall, who, sku, { phone: "t1.his-number", address: "t1.his-home" });
  return { sku, who };
}

const kinds = async (mall: Mall, who: Member) =>
  (await hitsOf(mall, who)).map(({ key }) => key.replace(/:.*/, ""));

Deno.test("C101 a buyer who shares phone and device with the distributor is found, and the commission held", () =>
  onMall(async (mall) => {
    const { sku, who } = await seller(mall);
    const buyer = await buyerOf(mall, who, { device: "t1.his-phone" });
    const { order_id } = await buyTo(mall, buyer, sku, { phone: "t1.his-number" });
    await judge(mall);
    assert.deepEqual(await hitsOf(mall, who), [
      { key: `self_dealing/device:${buyer.member_id}`, weight: 60, times: 1, orders: [order_id] },
      { key: `self_dealing/phone:${buyer.member_id}`, weight: 60, times: 1, orders: [order_id] },
    ]);
    const [found] = await casesOf(mall, who);
    assert.deepEqual([found!.status, found!.score], ["open", 120]);
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "held" });
  }));

Deno.test("C101 one shared address is noted and holds nothing; strangers are not noted", () =>
  onMall(async (mall) => {
    const { sku, who } = await seller(mall);
    const family = await buyerOf(mall, who, { device: "t1.her-phone" });
    const { order_id } = await buyTo(mall, family, sku, { address: "t1.his-home" });
    const stranger = await buyerOf(mall, who, { device: "t1.another-phone" });
    const other = await buyTo(mall, stranger, sku);
    await judge(mall);
    assert.deepEqual(await kinds(mall, who), ["self_dealing/address"]);
    const [found] = await casesOf(mall, who);
    assert.deepEqual([found!.score, found!.held_at], [40, null]);
    assert.deepEqual(await commissionOf(mall, who), {
      [order_id]: "pending",
      [other.order_id]: "pending",
    });
  }));

Deno.test("C101 the second level is looked at too, and who pays for another's order", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([10_000]) as [string];
    const above = await distributor(mall, { device: "t1.above" });
    const below = await mall.member();
    await mall.promote(below, above);
    const buyer = await buyerOf(mall, below, { device: "t1.above" });
    const paid = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]),
    );
    const [row] = await mall.db.sql<{ openid: string }[]>`
      select openid from person.identities where member_id = ${below.member_id}`;
    await mall.notify(paid, { payer: { openid: row!.openid } });
    await judge(mall);
    assert.deepEqual(await kinds(mall, above), ["self_dealing/device"]);
    assert.deepEqual(await kinds(mall, below), ["self_dealing/payer"]);
  }));

Deno.test("what was shared only later is not found in an order before", () =>
  onMall(async (mall) => {
    const { sku, who } = await seller(mall);
    const buyer = await buyerOf(mall, who, { device: "t1.sold-on" });
    await buyTo(mall, buyer, sku);
    await judge(mall);
    await mall.db.clock.advance(1);
    await buyTo(mall, from(who, { device: "t1.sold-on" }), sku);
    await judge(mall);
    assert.deepEqual(await hitsOf(mall, who), []);
  }));
