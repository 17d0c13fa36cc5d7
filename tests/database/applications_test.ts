import assert from "node:assert/strict";
import { apply, decide } from "@/tests/support/distributors.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { outcomes } from "@/tests/support/outcomes.ts";
import { recruiting } from "@/tests/support/recruitment.ts";

async function changesOf(mall: Mall, member: Member): Promise<string[]> {
  const rows = await mall.db.sql`
    select change from referral.distributor_changes
     where distributor_id = ${member.member_id} order by id`;
  return rows.map(({ change }) => change);
}

Deno.test("applications wait in the order they came, with inviter, note and how often", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    const [inviter, first, second] = await mall.members(3) as [Member, Member, Member];
    await mall.promote(inviter);
    const { token: invite } = await db.call<{ token: string }>(inviter, "create_invite");
    await apply(mall, first, { note: "电话 13812345678", invite });
    await db.clock.advance(1);
    await apply(mall, second);
    const page = await shop.list();
    assert.deepEqual(page.items.map(({ id }) => id), [first.member_id, second.member_id]);
    assert.equal(page.total, 2);
    const [application] = page.items;
    assert.equal(application!.inviter!.id, inviter.member_id);
    assert.deepEqual([application!.times, application!.has_answers], [1, false]);
    const masked = await shop.list({}, await mall.staff("viewer"));
    assert.equal(masked.items[0]!.note, "电话 [号码已隐藏]");
    const newest = await shop.list({ sort: "-applied_at", page_size: 1 });
    assert.equal(newest.items[0]!.id, second.member_id);
    const next = await shop.list({ sort: "-applied_at", page_size: 1, after: newest.next });
    assert.equal(next.items[0]!.id, first.member_id);
  }));

Deno.test("C30 a batch decides each application by itself, with actor, time and reason", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    const members = await mall.members(3);
    for (const member of members.slice(0, 2)) await apply(mall, member);
    const report = await shop.review(members, false);
    const codes = Object.fromEntries(report.items.map(({ id, code }) => [id, code]));
    assert.deepEqual(members.map(({ member_id }) => codes[member_id]), [
      null,
      null,
      "DISTRIBUTOR_NOT_FOUND",
    ]);
    const rejected = await shop.list({ status: "rejected" });
    assert.deepEqual(
      rejected.items.map(({ reason, decided_by }) => [reason, decided_by]),
      [["资料不全", "店主"], ["资料不全", "店主"]],
    );
    await apply(mall, members[0]!);
    assert.equal((await shop.list()).items[0]!.times, 2);
    const again = await shop.review(members.slice(0, 2), true);
    assert.deepEqual(again.items.map(({ code }) => code).toSorted(), ["DISTRIBUTOR_STATE", null]);
    const audited = await db.sql`
      select subject_id from ops.audit_log where command = 'review_distributor'`;
    assert.equal(audited.length, 3);
    await refuses("FORBIDDEN", shop.review(members, true, await mall.staff("viewer")));
  }));

Deno.test("C30 two staff decide the same applications at once: each is decided once", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const members = await mall.members(6);
    for (const member of members) await apply(mall, member);
    const manager = await mall.staff("manager");
    const reports = await Promise.all([
      shop.review(members, true),
      shop.review(members.toReversed(), false, manager),
    ]);
    const decided = reports.flatMap(({ items }) => items.filter(({ code }) => code === null));
    assert.equal(decided.length, members.length);
    for (const member of members) assert.equal((await changesOf(mall, member)).length, 2);
  }));

Deno.test("C30 an application sent again while it is rejected: one of the two comes first", () =>
  onMall(async (mall) => {
    const member = await mall.member();
    await apply(mall, member);
    const all = await outcomes([
      decide(mall, "review_distributor", member, { approve: false }),
      ...Array.from({ length: 6 }, () => apply(mall, member)),
    ]);
    const changes = await changesOf(mall, member);
    // those of one millisecond have no order
    assert.equal(changes.filter((change) => change === "rejected").length, 1, changes.join());
    assert.ok(changes.length <= 3 && all.kept === changes.length - 1, changes.join());
    assert.deepEqual(all.codes, ["DISTRIBUTOR_EXISTS"]);
  }));

Deno.test("C31 suspended while commission is promised: what was promised is held, restored it goes on", () =>
  onMall(async (mall) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const orders = Array.from(
      { length: 6 },
      () => mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]),
    );
    const all = await outcomes([...orders, decide(mall, "suspend_distributor", level1)]);
    assert.deepEqual(all, { kept: 7, codes: [] });
    const { pending_fen, held_fen } = await mall.balances(level1);
    assert.equal(pending_fen, 0, "nothing of a suspended distributor is on its way to settle");
    assert.ok((await mall.balances(level2)).pending_fen! > 0);
    await decide(mall, "restore_distributor", level1);
    const after = await mall.balances(level1);
    assert.deepEqual([after.pending_fen, after.held_fen], [held_fen, 0]);
  }));

Deno.test("C19 C32 expelled: cannot apply again, customers are free, the balance stays", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.earnings(10_000);
    const { available_fen } = await mall.balances(level1);
    await decide(mall, "expel_distributor", level1);
    await refuses("DISTRIBUTOR_EXISTS", apply(mall, level1));
    assert.equal((await mall.balances(level1)).available_fen, available_fen);
    assert.deepEqual(
      await db.call<{ binding: unknown }>(buyer, "get_binding"),
      { binding: null },
    );
  }));
