import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import {
  buyerOf,
  buyTo,
  casesOf,
  distributor,
  from,
  hitsOf,
  judge,
  onlyRule,
  placeTo,
} from "@/tests/support/risk.ts";

const keys = async (mall: Mall, of: Member) => (await hitsOf(mall, of)).map(({ key }) => key);

const goods = async (mall: Mall) => (await mall.product([10_000]))[0]!;

Deno.test("a device with so many buyers of one distributor is a farm; one fewer, or bound to others, is not", () =>
  onMall(async (mall) => {
    const sku = await goods(mall);
    await onlyRule(mall, "farm", { weight: 100, device_buyers: 3, address_buyers: 4 });
    const [who, other] = [await distributor(mall), await distributor(mall)];
    const buy = async (of: Member, device: string, address: string) =>
      await buyTo(mall, await buyerOf(mall, of, { device }), sku, { address });
    await buy(who, "t1.tablet", "t1.dorm");
    await buy(who, "t1.tablet", "t1.dorm");
    await buy(other, "t1.tablet", "t1.dorm");
    await buy(who, "t1.own", "t1.dorm");
    await judge(mall);
    assert.deepEqual(await hitsOf(mall, who), []);
    await buy(who, "t1.tablet", "t1.dorm");
    await judge(mall);
    const found = await hitsOf(mall, who);
    assert.deepEqual(
      found.map(({ key, weight, orders }) => [key.split(":")[0], weight, orders.length]),
      [
        ["farm/address", 50, 4],
        ["farm/device", 100, 3],
      ],
    );
    assert.deepEqual(await hitsOf(mall, other), []);
    await buy(who, "t1.tablet", "t1.dorm"); // once more is the same farm
    await judge(mall);
    assert.deepEqual((await hitsOf(mall, who)).map(({ times }) => times), [2, 2]);
    assert.deepEqual((await casesOf(mall, who)).map(({ score }) => score), [150]);
  }));

Deno.test("two who buy through each other, so often each, are a ring; one way, or once, is not", () =>
  onMall(async (mall) => {
    const sku = await goods(mall);
    await onlyRule(mall, "ring", { weight: 100, orders: 2 });
    const [a, b] = [await distributor(mall), await distributor(mall)];
    await mall.bind(a, b);
    await mall.bind(b, a);
    const forth = [await buyTo(mall, a, sku), await buyTo(mall, a, sku), await buyTo(mall, a, sku)];
    const back = [await buyTo(mall, b, sku)];
    await judge(mall);
    assert.deepEqual([await keys(mall, a), await keys(mall, b)], [[], []]);
    back.push(await buyTo(mall, b, sku));
    await judge(mall);
    const ids = (orders: { order_id: string }[]) => orders.map(({ order_id }) => order_id).sort();
    const [[ofA], [ofB]] = [await hitsOf(mall, a), await hitsOf(mall, b)];
    assert.deepEqual([ofA!.key, ofA!.orders], [`ring/with:${b.member_id}`, ids(back)]);
    assert.deepEqual([ofB!.key, ofB!.orders], [`ring/with:${a.member_id}`, ids(forth)]);
  }));

Deno.test("a buyer in two regions within hours is found; later, or in one, is not", () =>
  onMall(async (mall, db) => {
    const sku = await goods(mall);
    await onlyRule(mall, "region_jump", { weight: 20, hours: 2 });
    const who = await distributor(mall);
    const buyer = await buyerOf(mall, who);
    const buyIn = (region: string) => buyTo(mall, from(buyer, { region }), sku);
    await buyIn("浙江");
    await buyIn("浙江");
    await db.clock.advance(minutes(121));
    await buyIn("广东");
    await judge(mall);
    assert.deepEqual(await keys(mall, who), []);
    await buyIn("北京");
    await judge(mall);
    assert.deepEqual(await keys(mall, who), [`region_jump/buyer:${buyer.member_id}`]);
  }));

Deno.test("a buyer who leaves so many orders unpaid within hours is found; one fewer is not, and paid ones do not count", () =>
  onMall(async (mall) => {
    const sku = await goods(mall);
    await onlyRule(mall, "unpaid_orders", { weight: 20, orders: 3, hours: 24 });
    const who = await distributor(mall);
    const buyer = await buyerOf(mall, who);
    const leave = async () => {
      const { order_id } = await placeTo(mall, buyer, sku);
      await mall.db.call(buyer, "cancel_order", {
        order_id,
        idempotency_key: crypto.randomUUID(),
      });
    };
    await leave();
    await leave();
    await buyTo(mall, buyer, sku);
    await judge(mall);
    assert.deepEqual(await keys(mall, who), []);
    await leave();
    await judge(mall);
    assert.deepEqual(await keys(mall, who), [`unpaid_orders/buyer:${buyer.member_id}`]);
  }));

Deno.test("C104 so many refunds among a distributor's last orders are found; fewer, or too few orders, are not", () =>
  onMall(async (mall) => {
    const sku = await goods(mall);
    await onlyRule(mall, "refund_ratio", { weight: 50, orders: 5, percent: 60 });
    const who = await distributor(mall);
    const buyer = await buyerOf(mall, who);
    const bought: string[] = [];
    for (let n = 0; n < 3; n++) bought.push((await buyTo(mall, buyer, sku)).order_id);
    await mall.refund(buyer, bought[0]!);
    await mall.refund(buyer, bought[1]!); // two of three
    await judge(mall);
    assert.deepEqual(await keys(mall, who), []);
    for (let n = 0; n < 2; n++) bought.push((await buyTo(mall, buyer, sku)).order_id);
    await judge(mall);
    assert.deepEqual(await keys(mall, who), []);
    await mall.refund(buyer, bought[4]!); // three of five
    await judge(mall);
    const [hit] = await hitsOf(mall, who);
    assert.deepEqual([hit!.key, hit!.orders.length], ["refund_ratio/orders", 5]);
  }));
