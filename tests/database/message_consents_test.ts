import assert from "node:assert/strict";
import { MessageKind, MessageOffers } from "@/contracts/messages.ts";
import type { Mall, Member } from "../support/mall.ts";
import { newKey } from "../support/mall.ts";
import { answers, left, settingOf, tell, templateFor, templateOf } from "../support/messages.ts";
import { onMall, refuses } from "../support/on_mall.ts";

const message = (mall: Mall, who: Member, about: string) =>
  mall.db.sql`select private.message(${mall.shop_id}, ${who.member_id}, 'settled', ${about},
    '{"amount_fen": 1250}')`;

const written = async (mall: Mall) =>
  await mall.db.sql<{ body: { request: { data: Record<string, { value: string }> } } }[]>`
    select body from ops.outbox where kind = 'message' order by id`;

Deno.test("C91 many messages at once and one agreement: exactly one is sent", () =>
  onMall(async (mall) => {
    await tell(mall, ["settled"]);
    const [who, other] = await mall.members(2) as [Member, Member];
    await answers(mall, who, "settled");
    await answers(mall, other, "settled");
    const names = Array.from({ length: 12 }, (_, n) => `batch ${n}`);
    await Promise.all(names.map((about) => message(mall, who, about)));
    assert.equal((await written(mall)).length, 1);
    assert.deepEqual([await left(mall, who, "settled"), await left(mall, other, "settled")], [
      0,
      1,
    ]);
    await Promise.all([1, 2, 3].map(() => answers(mall, who, "settled")));
    await Promise.all(names.map((about) => message(mall, who, `${about} again`)));
    assert.equal((await written(mall)).length, 4);
    assert.equal(await left(mall, who, "settled"), 0);
  }));

Deno.test("C91 the same thing is told once, and without an agreement nothing is said later", () =>
  onMall(async (mall) => {
    await tell(mall, ["settled"]);
    const who = await mall.member();
    await message(mall, who, "before");
    for (const _ of [1, 2, 3]) await answers(mall, who, "settled");
    assert.equal((await written(mall)).length, 0);
    await message(mall, who, "now");
    await message(mall, who, "now");
    assert.equal((await written(mall)).length, 1);
    assert.equal(await left(mall, who, "settled"), 2);
  }));

Deno.test("C91 accept counts, reject and filter do not, ban takes all back; repeating counts once", () =>
  onMall(async (mall, db) => {
    await tell(mall, ["settled", "earned"]);
    const who = await mall.member();
    const key = newKey();
    for (const _ of [1, 2]) await answers(mall, who, "settled", "accept", key);
    await answers(mall, who, "settled", "reject");
    await answers(mall, who, "settled", "filter");
    await answers(mall, who, "earned");
    assert.equal(await left(mall, who, "settled"), 1);
    await answers(mall, who, "settled", "ban");
    assert.deepEqual([await left(mall, who, "settled"), await left(mall, who, "earned")], [0, 1]);
    const kept = await db.sql<{ answer: string }[]>`
      select answer from member.message_consents order by id`;
    assert.deepEqual(kept.map(({ answer }) => answer).sort(), [
      ...["accept", "accept", "ban", "filter", "reject"],
    ]);
    const say = (said: unknown) =>
      db.call(who, "record_message_answers", { answers: said, idempotency_key: newKey() });
    await say([{ template_id: "TEMPLATE-OF-ANOTHER-SHOP-1", answer: "accept" }]);
    const one = { template_id: templateOf("earned"), answer: "accept" };
    for (const bad of [null, [], [one, one], [{ ...one, answer: "yes" }], [{ ...one, more: 1 }]]) {
      await refuses("INVALID_REQUEST", say(bad));
    }
    assert.equal(await left(mall, who, "earned"), 1);
    const offers = MessageOffers.parse(await db.call(who, "get_message_offers"));
    assert.deepEqual(offers.items.map(({ kind }) => kind), ["earned", "settled"]);
  }));

Deno.test("texts are cut to what WeChat's keywords take, never refused", () =>
  onMall(async (mall, db) => {
    const cut = async (kind: string, said: string | null) =>
      (await db.sql`select private.message_text(${kind}, ${said}) as said`)[0]!.said;
    assert.equal(await cut("thing", "字".repeat(20)), "字".repeat(20));
    assert.equal(await cut("thing", "字".repeat(21)), `${"字".repeat(19)}…`);
    assert.equal(await cut("phrase", "一二三四五六"), "一二三四五");
    assert.equal(await cut("thing", "茶\n🍵 礼盒"), "茶 礼盒");
    assert.deepEqual([await cut("thing", null), await cut("thing", "🍵")], ["无", "无"]);
    assert.equal(await cut("character_string", "X".repeat(40)), "X".repeat(32));
    await tell(mall, ["settled"]);
    const who = await mall.member();
    await answers(mall, who, "settled");
    await message(mall, who, "one");
    const { body } = (await written(mall))[0]!;
    assert.deepEqual(body.request.data.amount1, { value: "¥12.50" });
    assert.match(body.request.data.time2!.value, /^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d$/);
    assert.deepEqual(body.request.data.thing3, { value: "测试商城" });
  }));

Deno.test("a template shows what the kind says in keywords that take it; each belongs to one kind", () =>
  onMall(async (mall, db) => {
    const kinds = await db.sql<
      { kind: string }[]
    >`select kind from ops.message_kinds order by place`;
    assert.deepEqual(kinds.map(({ kind }) => kind), MessageKind.options);
    const save = (change: object, kind = "refund") =>
      mall.command("save_message_template", {
        ...{ kind, reason: "换模板", template: { ...templateFor("refund"), ...change } },
      });
    await save({});
    for (
      const change of [
        { template_id: "short" },
        { fields: [] },
        { fields: [{ field: "amount1", value: "goods" }] },
        { fields: [{ field: "thing1", value: "tracking_no" }] },
        { fields: [{ field: "car_number1", value: "goods" }] },
        { fields: Array(2).fill({ field: "thing1", value: "goods" }) },
        { is_on: null },
        { more: 1 },
      ]
    ) await refuses("INVALID_REQUEST", save(change));
    await refuses("INVALID_REQUEST", save({}, "after_sale"));
    await refuses("INVALID_REQUEST", save({}, "none"));
    const setting = await settingOf(mall, "refund");
    assert.deepEqual([setting.template_id, setting.is_on], [templateOf("refund"), true]);
    const off = await mall.member();
    await save({ is_on: false });
    assert.deepEqual(await db.call(off, "get_message_offers"), { items: [] });
  }));
