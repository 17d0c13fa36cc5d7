import assert from "node:assert/strict";
import type { Member } from "@/tests/support/mall.ts";
import { codeOf, importsOf, promoter } from "@/tests/support/imports.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { relationsOf } from "@/tests/support/relations.ts";
import { changedTables, readRows } from "@/tests/support/rows.ts";
import { boundTo } from "@/tests/support/sharing.ts";

const [p1, p2, p3, p4, p5] = [1, 2, 3, 4, 5].map((n) => `1380013800${n}`) as [
  ...[string, string, string, string, string],
];

Deno.test("trying a file out says of each row what would happen, in words with its column, and writes nothing", () =>
  onMall(async (mall, db) => {
    const { check, give } = importsOf(mall);
    const [keeper, known, suspended] = await mall.members(3) as [Member, Member, Member];
    await mall.promote(keeper);
    await mall.promote(suspended);
    await mall.command("suspend_distributor", {
      distributor_id: suspended.member_id,
      reason: "试验",
    });
    await give(known, p3);
    await give(keeper, p4);
    const by_code = await codeOf(mall, keeper);
    const before = await readRows(db.sql);
    const report = await check([
      { kind: "distributor", phone: p1 },
      { kind: "customer", phone: p2, by_code },
      { kind: "customer", phone: p3, by_phone: p4 },
      { kind: "distributor", phone: p1 },
      { kind: "distributor", phone: p4 },
      { kind: "customer", phone: p4, by_code },
      { kind: "customer", phone: "13900000001" },
      { kind: "customer", phone: "13900000002", by_code: "nobody" },
      { kind: "customer", phone: "13900000003", by_code: await codeOf(mall, suspended) },
      { kind: "distributor", phone: "13900000004", tier: "金牌" },
      { kind: "customer", phone: "13900000005", by_phone: p1 },
      { kind: "customer", phone: "13900000006", by_phone: p5, by_line: 99 },
      { kind: "distributor", phone: "13900000007", by_phone: "13900000007" },
    ]);
    assert.deepEqual(report.map(({ outcome, field, message }) => [outcome, field, message]), [
      ["waiting", null, "等他用这个手机号登录，或打开专属链接"],
      ["waiting", null, "等他用这个手机号登录，或打开专属链接"],
      ["taken", null, "手机号是现有会员，归这位推广员"],
      ["refused", "phone", "和第 2 行是同一个手机号"],
      ["unchanged", null, "已经是推广员"],
      ["refused", "by", "推广员不能是本人"],
      ["refused", "by", "请填写归哪位推广员"],
      ["refused", "by", "没有这位推广员"],
      ["refused", "by", "这位推广员已暂停或终止"],
      ["refused", "tier", "没有“金牌”这个等级"],
      ["waiting", null, "等他用这个手机号登录，或打开专属链接"],
      ["waiting", null, "等他用这个手机号登录，或打开专属链接"],
      ["refused", "by", "推广员不能是本人"],
    ]);
    assert.deepEqual(changedTables(before, await readRows(db.sql)), []);
  }));

Deno.test("who gives his phone or signs in with it becomes what the file says: tier, inviter, binding with its row as evidence; C17", () =>
  onMall(async (mall, db) => {
    const { bring, give, list } = importsOf(mall);
    await db.sql`insert into referral.tiers (shop_id, tier, name, orders)
      values (${mall.shop_id}, 2, '金牌', 9)`;
    const [chief, known, later] = await mall.members(3) as [Member, Member, Member];
    await mall.promote(chief);
    await give(known, p2);
    const report = await bring([
      { kind: "distributor", phone: p1, tier: "金牌", by_code: await codeOf(mall, chief) },
      { kind: "customer", phone: p2, by_code: await codeOf(mall, chief) },
      { kind: "customer", phone: p3, by_phone: p1 },
    ]);
    assert.deepEqual(report.map(({ outcome, token }) => [outcome, typeof token]), [
      ["waiting", "string"],
      ["taken", "object"],
      ["waiting", "string"],
    ]);
    assert.equal(await boundTo(mall, known), chief.member_id);
    const customer = await mall.member();
    await give(customer, p3); // his distributor has still to come
    assert.equal(await boundTo(mall, customer), null);
    await give(later, p1);
    const { terms_version, ...came } = (await promoter(mall, later))!;
    assert.deepEqual([came, terms_version], [
      { status: "approved", tier: 2, parent_id: chief.member_id },
      "",
    ]);
    assert.equal(await boundTo(mall, customer), later.member_id);
    assert.deepEqual((await list()).map(({ state, taken_by }) => [state, taken_by]), [
      ["taken", "phone"],
      ["taken", "import"],
      ["taken", "phone"],
    ]);
    const periods = await db.call<{ items: Record<string, unknown>[] }>(
      mall.owner,
      "list_bindings",
      {
        shop: mall.shop,
        member_id: customer.member_id,
      },
    );
    const { cause, click, imported } = periods.items[0]!;
    const { file_name, line, taken_by, by } = imported as Record<string, unknown>;
    assert.deepEqual([cause, click, file_name, line, taken_by, by], [
      ...["import", null, "老客户.xlsx", 4, "phone", "店主"],
    ]);
  }));

Deno.test("C35 an imported distributor has still to agree: until then his cards bind nobody, and he cannot invite", () =>
  onMall(async (mall, db) => {
    const { bring, give } = importsOf(mall);
    const [him, one, two] = await mall.members(3) as [Member, Member, Member];
    await give(him, p1);
    await bring([{ kind: "distributor", phone: p1 }]);
    await mall.bind(one, him);
    assert.equal(await boundTo(mall, one), null);
    await assert.rejects(db.call(him, "create_invite"), { message: "TERMS_REQUIRED" });
    const { terms_due } = await db.call<{ terms_due: boolean }>(him, "get_recruitment");
    assert.equal(terms_due, true);
    const agreed = { terms_version: "2026-01", idempotency_key: crypto.randomUUID() };
    await db.call(him, "accept_terms", agreed);
    await mall.bind(two, him);
    assert.equal(await boundTo(mall, two), him.member_id);
    await db.call(him, "create_invite");
  }));

Deno.test("the same file again changes nothing, and neither does what already is so", () =>
  onMall(async (mall, db) => {
    const { bring, give, list } = importsOf(mall);
    const [chief, known] = await mall.members(2) as [Member, Member];
    await mall.promote(chief);
    await give(known, p2);
    const by_code = await codeOf(mall, chief);
    const rows = [
      { kind: "distributor" as const, phone: p1 },
      { kind: "customer" as const, phone: p2, by_code },
      { kind: "customer" as const, phone: p3, by_code },
    ];
    await bring(rows);
    const before = (await list()).map(({ id }) => id);
    const again = await bring(rows);
    assert.deepEqual(again.map(({ outcome, message }) => [outcome, message]), [
      ["unchanged", "导入过，还在等他来"],
      ["unchanged", "导入过，已经生效"],
      ["unchanged", "导入过，还在等他来"],
    ]);
    assert.deepEqual((await list()).map(({ id }) => id), before);
    const [bindings] = await db.sql`select count(*)::int as n from referral.bindings`;
    assert.equal(bindings!.n, 1);
    const files = await importsOf(mall).files();
    assert.deepEqual(files.map(({ lines }) => lines), [
      { unchanged: 3 },
      { waiting: 2, taken: 1 },
    ]);
  }));

Deno.test("C13 a valid protection stands: the row is refused at import and missed later; after it the file binds", () =>
  onMall(async (mall, db) => {
    const { bring, check, give, list } = importsOf(mall);
    const [mine, other, buyer, coming] = await mall.members(4) as [Member, Member, Member, Member];
    await mall.promote(mine);
    await mall.promote(other);
    await mall.bind(buyer, other);
    await give(buyer, p1);
    const by_code = await codeOf(mall, mine);
    const row = { kind: "customer" as const, phone: p1, by_code };
    const [refused] = await bring([row]);
    assert.deepEqual([refused!.outcome, refused!.message], [
      ...["refused", "现在归别的推广员，还在保护期"],
    ]);
    await bring([{ ...row, phone: p2 }]);
    await mall.bind(coming, other);
    await give(coming, p2);
    const [missed] = await list();
    assert.deepEqual([missed!.state, missed!.why], ["missed", "现在归别的推广员，还在保护期"]);
    assert.equal(await boundTo(mall, coming), other.member_id);
    await db.clock.advance(16);
    assert.equal((await check([row]))[0]!.outcome, "taken");
    await bring([row]);
    assert.equal(await boundTo(mall, buyer), mine.member_id);
    const history = await relationsOf(mall).history(buyer);
    assert.deepEqual(history.map(({ cause, ended_cause }) => [cause, ended_cause]), [
      ["click", "rebound"],
      ["import", null],
    ]);
    await db.clock.reset();
  }));

Deno.test("who invites whom may stand in any order, an inviter may come last, and nobody invites himself in a circle; C17", () =>
  onMall(async (mall) => {
    const { bring, give } = importsOf(mall);
    const [a, b, c] = await mall.members(3) as [Member, Member, Member];
    const report = await bring([
      { kind: "customer", phone: p4, by_phone: p3 },
      { kind: "distributor", phone: p3, by_phone: p2 },
      { kind: "distributor", phone: p2, by_phone: p1 },
      { kind: "distributor", phone: p1 },
      { kind: "distributor", phone: p5, by_phone: "13900000001" },
      { kind: "distributor", phone: "13900000001", by_phone: p5 },
    ]);
    assert.deepEqual(report.map(({ outcome }) => outcome), [
      ...["waiting", "waiting", "waiting", "waiting", "refused", "refused"],
    ]);
    await give(c, p3);
    await give(a, p1);
    assert.equal((await promoter(mall, c))!.parent_id, null);
    await give(b, p2);
    assert.equal((await promoter(mall, c))!.parent_id, b.member_id);
    assert.equal((await promoter(mall, b))!.parent_id, a.member_id);
  }));
