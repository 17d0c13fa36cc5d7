import assert from "node:assert/strict";
import type { MessageKind } from "@/contracts/messages.ts";
import type { Member } from "../support/mall.ts";
import {
  agrees,
  answers,
  arrived,
  left,
  settingOf,
  tellByWechat,
  templateOf,
} from "../support/messages.ts";
import { refuses } from "../support/on_mall.ts";
import { WechatWorld } from "../support/wechat_world.ts";

async function onWorld(kinds: MessageKind[], work: (world: WechatWorld) => Promise<void>) {
  const world = await WechatWorld.open();
  await tellByWechat(world, kinds);
  await work(world);
  await world.close();
}

const ship = (world: WechatWorld, order_id: string, tracking_no = "SF1234567890") =>
  world.mall.command("ship_order", { order_id, carrier: "SF", tracking_no });

Deno.test("C91 a parcel is told to the buyer who agreed, and opens the order; who agreed to none hears nothing", () =>
  onWorld(["parcel"], async (world) => {
    const told = await world.bought();
    await agrees(world, told.buyer, "parcel");
    const silent = await world.bought();
    await ship(world, told.order_id);
    await ship(world, silent.order_id, "SF1234567891");
    await world.tick();
    const [message, ...more] = arrived(world);
    assert.deepEqual(more, []);
    assert.equal(message!.page, `packages/orders/detail/detail?id=${told.order_id}`);
    assert.deepEqual(message!.said.slice(1), ["顺丰速运", "SF1234567890"]);
    assert.equal(await left(world.mall, told.buyer, "parcel"), 0);
    assert.equal((await settingOf(world.mall, "parcel")).fare.sent, 1);
    const bodies = await world.db.sql`select body::text from ops.outbox where kind = 'message'`;
    assert.doesNotMatch(bodies[0]!.body, /touser|openid/, "the openid is added when it is sent");
  }));

Deno.test("C91 who took it back at WeChat hears nothing, and nothing is counted any more", () =>
  onWorld(["parcel"], async (world) => {
    const { buyer, order_id } = await world.bought();
    for (const _ of [1, 2, 3]) await answers(world.mall, buyer, "parcel");
    await ship(world, order_id);
    await world.tick();
    assert.deepEqual(arrived(world), []);
    assert.equal(await left(world.mall, buyer, "parcel"), 0);
    const { fare } = await settingOf(world.mall, "parcel");
    assert.deepEqual([fare.refused, fare.last!.outcome], [1, "refused"]);
    assert.deepEqual(await world.mall.work(), []);

    await agrees(world, buyer, "parcel");
    const [{ openid }] = await world.db.sql`
      select openid from person.identities where member_id = ${buyer.member_id}` as [
      { openid: string },
    ];
    world.simulator.control.switchOff(openid, templateOf("parcel"));
    await world.simulator.settle();
    assert.equal(await left(world.mall, buyer, "parcel"), 0, "WeChat's push says so too");
  }));

Deno.test("a template that WeChat refuses waits for a person once, gives agreements back, and ends with the next message", () =>
  onWorld(["parcel"], async (world) => {
    const { mall } = world;
    const bought = [await world.bought(), await world.bought()];
    for (const { buyer } of bought) await agrees(world, buyer, "parcel");
    const path = "message/subscribe/send";
    for (const errcode of [40037, 47003]) {
      world.simulator.control.addFault({
        kind: "errcode",
        match: { path },
        errcode,
        errmsg: "bad",
      });
    }
    for (const [n, { order_id }] of bought.entries()) await ship(world, order_id, `SF000000${n}`);
    await world.tick();
    const [waits, ...more] = await mall.work("message_refused");
    assert.deepEqual([waits!.times, more], [2, []]);
    assert.match(waits!.detail.message!, /^4(0037|7003) bad/);
    for (const { buyer } of bought) assert.equal(await left(mall, buyer, "parcel"), 1);
    assert.equal((await settingOf(mall, "parcel")).fare.failed, 2);

    const { readers } = await settingOf(mall, "parcel");
    assert.equal(readers.length, 2);
    const { member_id } = readers[0]!;
    await mall.command("try_message", { kind: "parcel", member_id, reason: "试发" });
    await world.tick();
    assert.equal(arrived(world).length, 1);
    assert.deepEqual(await mall.work("message_refused"), []);
    await refuses(
      "MESSAGE_WITHOUT_CONSENT",
      mall.command("try_message", { kind: "parcel", member_id, reason: "再试" }),
    );
  }));

Deno.test("C93 a token that has ended is renewed, a quota is waited for, and nothing is told twice", () =>
  onWorld(["parcel"], async (world) => {
    const { buyer, order_id } = await world.bought();
    await agrees(world, buyer, "parcel");
    const path = "message/subscribe/send";
    const refuse = (errcode: number) =>
      world.simulator.control.addFault({ kind: "errcode", match: { path }, errcode, errmsg: "x" });
    refuse(45009);
    await ship(world, order_id);
    await world.tick();
    const [row] = await world.outbox("message");
    assert.deepEqual([row!.status, row!.tries], ["waiting", 1]);
    refuse(42001);
    await world.later(1);
    await world.tick();
    await world.later(60);
    await world.tick();
    assert.deepEqual([arrived(world).length, (await world.outbox("message"))[0]!.status], [
      1,
      "done",
    ]);
  }));

Deno.test("C91 a message whose answer was lost is not sent again, and other agreements stay", () =>
  onWorld(["parcel"], async (world) => {
    const { buyer, order_id } = await world.bought();
    await agrees(world, buyer, "parcel");
    await answers(world.mall, buyer, "parcel");
    const path = "message/subscribe/send";
    world.simulator.control.addFault({ kind: "error_after_commit", match: { path } });
    await ship(world, order_id);
    for (const _ of [1, 2]) {
      await world.tick();
      await world.later(1);
    }
    assert.equal(arrived(world).length, 1);
    assert.equal(await left(world.mall, buyer, "parcel"), 1);
  }));

Deno.test("whoever is forgotten is told nothing any more", () =>
  onWorld(["parcel", "settled"], async (world) => {
    const { buyer, order_id } = await world.bought();
    for (const kind of ["parcel", "settled"] as const) await agrees(world, buyer, kind);
    await ship(world, order_id);
    await world.db.call(buyer as Member, "forget_me");
    await world.tick();
    assert.deepEqual(arrived(world), []);
    assert.deepEqual((await world.outbox("message")).map(({ status }) => status), ["dropped"]);
    assert.deepEqual([...await world.db.sql`select id from member.message_consents`], []);
  }));
