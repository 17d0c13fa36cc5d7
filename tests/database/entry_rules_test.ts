import assert from "node:assert/strict";
import type { EntryCondition } from "@/contracts/recruitment.ts";
import { apply, decide } from "@/tests/support/distributors.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { recruiting } from "@/tests/support/recruitment.ts";

const shown = (conditions: EntryCondition[]) =>
  conditions.map(({ kind, have, need, is_met }) => [kind, have, need, is_met]);

async function productOf(mall: Mall, sku: string): Promise<string> {
  const [row] = await mall.db.sql`select product_id from catalog.skus where id = ${sku}`;
  return row!.product_id;
}

const inviteOf = async (mall: Mall, inviter: Member) =>
  (await mall.db.call<{ token: string }>(inviter, "create_invite")).token;

Deno.test("at first a shop asks for nothing, and everybody may apply", () =>
  onMall(async (mall) => {
    const member = await mall.member();
    const { conditions, apply_from, distributor } = await recruiting(mall).see(member);
    assert.deepEqual([conditions, apply_from, distributor], [[], null, null]);
    assert.equal((await apply(mall, member)).status, "applied");
  }));

Deno.test("C97 a purchase or a spend is asked for only with the legal warning ticked, on the record", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    await refuses("INVALID_REQUEST", shop.rules({ purchase: "any" }));
    await refuses("INVALID_REQUEST", shop.rules({ spend_fen: 10_000 }));
    await refuses("INVALID_REQUEST", shop.rules({ purchase: "chosen", warned: true }));
    await refuses("FORBIDDEN", shop.rules({ invite_only: true }, await mall.staff("support")));
    const saved = await shop.rules({ spend_fen: 10_000, warned: true });
    assert.deepEqual([saved.spend_fen, saved.warned_by], [10_000, "店主"]);
    const [row] = await db.sql`
      select reason, detail from ops.audit_log where command = 'save_entry_rules'`;
    assert.equal(row!.reason, "招募");
    assert.deepEqual(row!.detail.warned, true);
    assert.deepEqual(row!.detail.after, { spend_fen: 10_000 });
    const bare = db.sql`update referral.entry_rules set warned_at = null`;
    await assert.rejects(bare, /entry_rules_buying_was_warned/);
  }));

Deno.test("by invitation only: without one nobody applies, and one's own is none (C17)", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const [inviter, member] = await mall.members(2) as [Member, Member];
    await mall.promote(inviter);
    await shop.rules({ invite_only: true });
    const invite = await inviteOf(mall, inviter);
    assert.deepEqual(shown((await shop.see(member)).conditions), [["invitation", 0, 1, false]]);
    assert.deepEqual(shown((await shop.see(inviter, invite)).conditions), [
      ["invitation", 0, 1, false],
    ]);
    await refuses("NOT_ELIGIBLE", apply(mall, member));
    assert.deepEqual(shown((await shop.see(member, invite)).conditions), [
      ["invitation", 1, 1, true],
    ]);
    assert.equal((await apply(mall, member, { invite })).status, "applied");
  }));

Deno.test("by purchase: a paid order of the chosen goods that was not given back", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const [tea] = await mall.product([10_000]) as [string];
    const [cup] = await mall.product([5000]) as [string];
    await shop.rules({
      purchase: "chosen",
      product_ids: [await productOf(mall, tea)],
      warned: true,
    });
    const member = await mall.member();
    await mall.buy(member, [{ sku_id: cup, quantity: 1 }]);
    await refuses("NOT_ELIGIBLE", apply(mall, member));
    const bought = await mall.buy(member, [{ sku_id: tea, quantity: 1 }]);
    const before = (await shop.see(member)).conditions;
    assert.deepEqual(shown(before), [["purchase", 1, 1, true]]);
    assert.equal(before[0]!.products[0]!.is_shown, true);
    await mall.command("refund_order", { order_id: bought.order_id, reason: "缺货" });
    await refuses("NOT_ELIGIBLE", apply(mall, member));
    await mall.buy(member, [{ sku_id: tea, quantity: 1 }]);
    assert.equal((await apply(mall, member)).status, "applied");
  }));

Deno.test("by spend: what was kept counts, to the fen, and an unpaid order does not", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const [sku] = await mall.product([5000, 1]) as [string];
    await shop.rules({ spend_fen: 10_000, warned: true });
    const member = await mall.member();
    await mall.buy(member, [{ sku_id: sku, quantity: 1 }]);
    await mall.place(member, [{ sku_id: sku, quantity: 1 }]);
    assert.deepEqual(shown((await shop.see(member)).conditions), [["spend", 5000, 10_000, false]]);
    await refuses("NOT_ELIGIBLE", apply(mall, member));
    await mall.buy(member, [{ sku_id: sku, quantity: 1 }]);
    assert.deepEqual(shown((await shop.see(member)).conditions), [["spend", 10_000, 10_000, true]]);
    assert.equal((await apply(mall, member)).status, "applied");
  }));

Deno.test("C98 nobody is paid for recruiting: an invited purchase that admits pays no inviter", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    await mall.settings({ distributor_review: "automatic" });
    const [inviter, member] = await mall.members(2) as [Member, Member];
    await mall.promote(inviter);
    await shop.rules({ purchase: "any", warned: true });
    const [sku] = await mall.product([10_000]) as [string];
    await mall.buy(member, [{ sku_id: sku, quantity: 1 }]);
    const booked = async () => (await db.sql`select count(*)::int as n from ledger.entries`)[0]!.n;
    const before = await booked();
    const joined = await apply(mall, member, { invite: await inviteOf(mall, inviter) });
    assert.deepEqual([joined.status, joined.parent!.label !== ""], ["approved", true]);
    assert.equal(await booked(), before);
    assert.equal((await db.sql`select from ledger.commissions`).length, 0);
  }));

Deno.test("C30 who was rejected applies again after the shop's days, and not before", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    await shop.rules({ reapply_days: 7 });
    const member = await mall.member();
    await apply(mall, member);
    await decide(mall, "review_distributor", member, { approve: false });
    await db.clock.advance(6);
    assert.ok((await shop.see(member)).apply_from);
    await refuses("APPLY_LATER", apply(mall, member));
    await db.clock.advance(1.01);
    assert.equal((await apply(mall, member)).status, "applied");
  }));
