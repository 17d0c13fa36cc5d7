import assert from "node:assert/strict";
import { type Member, newKey } from "@/tests/support/mall.ts";
import { codeOf, importsOf, promoter } from "@/tests/support/imports.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { boundTo } from "@/tests/support/sharing.ts";

const phone = (n: number) => `1380013${String(8000 + n)}`;
const outcomes = async (promises: Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map((one) =>
    one.status === "fulfilled" ? "done" : (one.reason as Error).message
  );

Deno.test("C13 one row taken by twelve at once, by link and by phone: one has it, once", () =>
  onMall(async (mall, db) => {
    const { bring, take, give } = importsOf(mall);
    const people = await mall.members(12);
    const [line] = await bring([{ kind: "distributor", phone: phone(1) }]);
    const results = await outcomes(
      people.map((one, n) =>
        n % 3 === 0 ? give(one, phone(1)) : take(one, line!.token!, "2026-01")
      ),
    );
    assert.ok(results.every((one) => one === "done" || one === "PERSONAL_LINK_USED"));
    const [row] = await db.sql`select count(*)::int as distributors from referral.distributors`;
    assert.equal(row!.distributors, 1);
    const approved = await db
      .sql`select from referral.distributor_changes where change = 'approved'`;
    assert.equal(approved.length, 1);
  }));

Deno.test("the same file brought in eight times at once: each person once, and each member's effect once", () =>
  onMall(async (mall, db) => {
    const { bring, give } = importsOf(mall);
    const [chief, ...known] = await mall.members(5) as [Member, ...Member[]];
    await mall.promote(chief);
    for (const [n, one] of known.entries()) await give(one, phone(n));
    const by_code = await codeOf(mall, chief);
    const rows = Array.from({ length: 12 }, (_, n) => ({
      ...{ kind: n % 2 ? "customer" as const : "distributor" as const, phone: phone(n), by_code },
    }));
    const reports = await Promise.all(Array.from({ length: 8 }, () => bring(rows)));
    const made = reports.flat().filter(({ outcome }) => outcome !== "unchanged");
    assert.equal(made.length, 12);
    const [count] = await db.sql`select
      (select count(*)::int from person.imported) as people,
      (select count(*)::int from referral.bindings) as bindings,
      (select count(*)::int from referral.distributors) as distributors`;
    assert.deepEqual({ ...count }, { people: 12, bindings: 2, distributors: 3 });
  }));

Deno.test("under one key a portion is brought in once, however often it is sent at once", () =>
  onMall(async (mall, db) => {
    const { bring } = importsOf(mall);
    const once = { id: newKey(), idempotency_key: newKey() };
    const send = () => bring([{ kind: "distributor", phone: phone(1) }], once);
    const answers = await Promise.all(Array.from({ length: 6 }, send));
    assert.equal(new Set(answers.map((one) => JSON.stringify(one))).size, 1);
    const [lines] = await db.sql`select count(*)::int as n from person.import_lines`;
    assert.equal(lines!.n, 1);
  }));

Deno.test("C13 C25 a customer imported while he opens another's card: one binding, and the other way is refused", () =>
  onMall(async (mall, db) => {
    const { bring, give } = importsOf(mall);
    const [mine, other] = await mall.members(2) as [Member, Member];
    await mall.promote(mine);
    await mall.promote(other);
    const by_code = await codeOf(mall, mine);
    const { token } = await db.call<{ token: string }>(other, "create_share", {
      page: "home",
      channel: "chat",
    });
    for (let round = 0; round < 6; round++) {
      const buyer = await mall.member();
      await give(buyer, phone(100 + round));
      const row = { kind: "customer" as const, phone: phone(100 + round), by_code };
      const [[line], click] = await Promise.all([
        bring([row]),
        db.call<{ bound: boolean }>(buyer, "record_click", { share: token }),
      ]);
      const is_mine = await boundTo(mall, buyer) === mine.member_id;
      assert.deepEqual(
        [line!.outcome, click.bound],
        is_mine ? ["taken", false] : ["refused", true],
      );
      const [bound] = await db.sql`select count(*)::int as n from referral.bindings
        where member_id = ${buyer.member_id}`;
      assert.equal(bound!.n, 1);
    }
  }));

Deno.test("a distributor and his customers come at once: all are bound to him, whoever was first", () =>
  onMall(async (mall) => {
    const { bring, give } = importsOf(mall);
    for (let round = 0; round < 4; round++) {
      const [him, ...customers] = await mall.members(6) as [Member, ...Member[]];
      const own = phone(200 + 10 * round);
      await bring([
        { kind: "distributor", phone: own },
        ...customers.map((_, n) => ({
          ...{ kind: "customer" as const, phone: phone(201 + 10 * round + n), by_phone: own },
        })),
      ]);
      await Promise.all([
        ...customers.map((one, n) => give(one, phone(201 + 10 * round + n))),
        give(him, own),
      ]);
      for (const one of customers) assert.equal(await boundTo(mall, one), him.member_id);
    }
  }));

Deno.test("C17 two who are to be under each other, staff moving one and files bringing both, never make a circle", () =>
  onMall(async (mall) => {
    const { bring, give } = importsOf(mall);
    const [a, b] = await mall.members(2) as [Member, Member];
    await bring([{ kind: "distributor", phone: phone(1) }]);
    await give(a, phone(1));
    await bring([{ kind: "distributor", phone: phone(2), by_phone: phone(1) }]);
    await Promise.allSettled([
      give(b, phone(2)),
      ...Array.from({ length: 6 }, () =>
        mall.command("move_parent", {
          distributor_id: a.member_id,
          parent_id: b.member_id,
          reason: "试验",
        })),
    ]);
    const parents = [(await promoter(mall, a))!.parent_id, (await promoter(mall, b))!.parent_id];
    assert.ok(!(parents[0] === b.member_id && parents[1] === a.member_id), String(parents));
  }));
