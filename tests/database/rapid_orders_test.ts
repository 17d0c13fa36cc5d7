import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { buyerOf, buyTo, distributor, hitsOf, judge, onlyRule } from "@/tests/support/risk.ts";

const keys = async (mall: Mall, of: Member) => (await hitsOf(mall, of)).map(({ key }) => key);

const goods = async (mall: Mall) => (await mall.product([10_000]))[0]!;

Deno.test("C102 as many paid orders as the limit within the minutes are found; one fewer, or later ones, are not", () =>
  onMall(async (mall, db) => {
    const sku = await goods(mall);
    const who = await distributor(mall);
    await onlyRule(mall, "velocity", { minutes: 60, buyer_orders: 3 });
    const buyer = await buyerOf(mall, who);
    const orders: string[] = [];
    for (let n = 0; n < 3; n++) {
      if (n === 2) await db.clock.advance(minutes(61)); // the first two are over
      await buyTo(mall, buyer, sku);
    }
    await judge(mall);
    assert.deepEqual(await keys(mall, who), []);
    for (let n = 0; n < 2; n++) orders.push((await buyTo(mall, buyer, sku)).order_id);
    await judge(mall);
    const [hit, ...others] = await hitsOf(mall, who);
    assert.deepEqual(others, []);
    assert.equal(hit!.key, `velocity/buyer:${buyer.member_id}`);
    assert.equal(hit!.orders.length, 3);
    assert.ok(orders.every((order) => hit!.orders.includes(order)));
  }));

Deno.test("C102 the same for a device, a block of addresses and all customers of one distributor", () =>
  onMall(async (mall) => {
    const sku = await goods(mall);
    await onlyRule(mall, "velocity", {
      device_orders: 3,
      block_orders: 4,
      distributor_orders: 5,
    });
    const who = await distributor(mall);
    const buy = async (device: string, address: string) =>
      await buyTo(mall, await buyerOf(mall, who, { device, address }), sku);
    const kinds = async () => {
      await judge(mall);
      return (await keys(mall, who)).map((key) => key.split(/[/:]/)[1]);
    };
    await buy("t1.a", "t1.x");
    await buy("t1.a", "t1.y");
    assert.deepEqual(await kinds(), []);
    await buy("t1.a", "t1.z");
    assert.deepEqual(await kinds(), ["device"]);
    await buy("t1.b", "t1.x");
    assert.deepEqual(await kinds(), ["device"]);
    await buy("t1.c", "t1.x");
    assert.deepEqual(await kinds(), ["device", "distributor"]);
    await buy("t1.d", "t1.x");
    assert.deepEqual(await kinds(), ["block", "device", "distributor"]);
  }));

Deno.test("C103 bound and paid within seconds, so many times for one distributor, is found; slower or fewer is not", () =>
  onMall(async (mall, db) => {
    const sku = await goods(mall);
    await db.clock.freeze();
    await onlyRule(mall, "bind_and_pay", { seconds: 60, times: 3, hours: 24 });
    const who = await distributor(mall);
    const buy = async (slowly = 0) => {
      const buyer = await buyerOf(mall, who);
      await db.clock.advance(slowly / 86_400);
      return await buyTo(mall, buyer, sku);
    };
    await buy();
    await buy(60);
    await buy(61);
    await judge(mall);
    assert.deepEqual(await keys(mall, who), []);
    await buy(10);
    await judge(mall);
    const [hit] = await hitsOf(mall, who);
    assert.match(hit!.key, /^bind_and_pay\/day:/);
    assert.equal(hit!.orders.length, 3);
  }));
