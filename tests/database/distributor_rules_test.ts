import assert from "node:assert/strict";
import type { CustomerPage, Distributor, TeamPage } from "@/contracts/distributors.ts";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

function apply(mall: Mall, member: Member, more: Record<string, unknown> = {}) {
  return mall.db.call<Distributor>(member, "apply_distributor", {
    idempotency_key: newKey(),
    terms_version: "2026-01",
    ...more,
  });
}

const invite = async (mall: Mall, inviter: Member) =>
  (await mall.db.call<{ token: string }>(inviter, "create_invite")).token;

const decide = (mall: Mall, fn: string, member: Member, more: Record<string, unknown> = {}) =>
  mall.command<StaffDistributor>(fn, {
    distributor_id: member.member_id,
    reason: "试验",
    ...more,
  });

Deno.test("C17 staff put nobody under somebody expelled, but may under somebody suspended", () =>
  onMall(async (mall) => {
    const [child, suspended, expelled] = await mall.members(3) as [Member, Member, Member];
    for (const one of [child, suspended, expelled]) await mall.promote(one);
    await decide(mall, "suspend_distributor", suspended);
    await decide(mall, "expel_distributor", expelled);
    const move = (parent: Member) =>
      decide(mall, "move_parent", child, { parent_id: parent.member_id });
    await refuses("DISTRIBUTOR_NOT_FOUND", move(expelled));
    assert.equal((await move(suspended)).parent_id, suspended.member_id);
  }));

Deno.test("an applicant who was never approved has no parent and cannot be moved", () =>
  onMall(async (mall) => {
    const [parent, applicant] = await mall.members(2) as [Member, Member];
    await mall.promote(parent);
    await apply(mall, applicant);
    await refuses(
      "DISTRIBUTOR_NOT_FOUND",
      decide(mall, "move_parent", applicant, { parent_id: parent.member_id }),
    );
  }));

Deno.test("an inviter or bound distributor who is suspended is still the parent, one expelled is not", () =>
  onMall(async (mall) => {
    const [inviter, bound, invited, buyer, late] = await mall.members(5) as [
      Member,
      Member,
      Member,
      Member,
      Member,
    ];
    for (const one of [inviter, bound]) await mall.promote(one);
    await apply(mall, invited, { invite: await invite(mall, inviter) });
    await mall.bind(buyer, bound);
    for (const one of [inviter, bound]) await decide(mall, "suspend_distributor", one);
    await apply(mall, buyer);
    const approve = (member: Member) =>
      decide(mall, "review_distributor", member, { approve: true });
    assert.equal((await approve(invited)).parent_id, inviter.member_id);
    assert.equal((await approve(buyer)).parent_id, bound.member_id);
    await decide(mall, "expel_distributor", bound);
    await apply(mall, late);
    assert.equal((await approve(late)).parent_id, null);
  }));

Deno.test("an invitation of the member's own other account is refused, by phone and by unionid", () =>
  onMall(async (mall, db) => {
    const [inviter, same_phone, same_union] = await mall.members(3) as [Member, Member, Member];
    await mall.promote(inviter);
    const token = await invite(mall, inviter);
    for (const { member_id } of [inviter, same_phone]) {
      await db.sql`insert into person.profiles (shop_id, member_id, phone_fingerprint)
        values (${mall.shop_id}, ${member_id}, 't1.one-phone')
        on conflict (shop_id, member_id) do update set phone_fingerprint = 't1.one-phone'`;
    }
    for (const { member_id } of [inviter, same_union]) {
      await db.sql`update person.identities set unionid = 'one' where member_id = ${member_id}`;
    }
    for (const member of [same_phone, same_union]) {
      await refuses("INVITE_NOT_FOUND", apply(mall, member, { invite: token }));
    }
  }));

Deno.test("a note has at most 200 characters, and a second application names the inviter anew", () =>
  onMall(async (mall, db) => {
    const [first, second, member] = await mall.members(3) as [Member, Member, Member];
    for (const one of [first, second]) await mall.promote(one);
    await refuses("INVALID_REQUEST", apply(mall, member, { note: "茶".repeat(201) }));
    await apply(mall, member, { note: "茶".repeat(200), invite: await invite(mall, first) });
    await decide(mall, "review_distributor", member, { approve: false });
    await apply(mall, member, { invite: await invite(mall, second) });
    const approved = await decide(mall, "review_distributor", member, { approve: true });
    assert.equal(approved.parent_id, second.member_id);
    const [row] = await db
      .sql`select note from referral.distributors where id = ${member.member_id}`;
    assert.equal(row!.note, "");
    await refuses(
      "DISTRIBUTOR_STATE",
      decide(mall, "review_distributor", member, { approve: false }),
    );
  }));

Deno.test("commission that staff voided counts as no earning, and a forgotten buyer as no customer", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const earned = async () => {
      const customers = await db.call<CustomerPage>(level1, "list_customers");
      const team = await db.call<TeamPage>(level2, "list_team");
      return [customers, team].map(({ items }) => items[0]!.commission_fen);
    };
    assert.deepEqual(await earned(), [1000, 500]);
    const rows = await db.sql<{ id: string }[]>`select id from ledger.commissions`;
    for (const { id: commission_id } of rows) {
      await mall.command("hold_commission", { commission_id, reason: "刷单" });
      await mall.command("void_commission", { commission_id, reason: "刷单" });
    }
    assert.deepEqual(await earned(), [0, 0]);

    const other = await mall.member();
    await mall.promote(other);
    await mall.settings({ binding_mode: "newest" });
    await db.clock.advance(16);
    await mall.bind(buyer, other);
    const count = async (distributor_id: string) =>
      (await db.call<StaffDistributor>(mall.owner, "get_distributor", {
        shop: mall.shop,
        distributor_id,
      })).customer_count;
    assert.deepEqual([await count(level1.member_id), await count(other.member_id)], [0, 1]);
  }));

Deno.test("C32 a distributor expelled while suspended is held for the expulsion alone, and lifting it settles", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    await decide(mall, "suspend_distributor", level1);
    const hold = async () => {
      const rows = await db.sql<{ id: string; reason: string }[]>`
        select id, reason from ledger.commission_holds where released_at is null`;
      assert.equal(rows.length, 1);
      return rows[0]!;
    };
    const suspension = await hold();
    assert.equal(suspension.reason, "suspension");
    const lift = (hold_id: string) => mall.command("release_hold", { hold_id, reason: "查清" });
    await refuses("HOLD_NOT_FOUND", lift(suspension.id)); // it ends with the suspension alone
    await decide(mall, "expel_distributor", level1);
    const expulsion = await hold();
    assert.equal(expulsion.reason, "expulsion");
    await lift(expulsion.id);
    await refuses("HOLD_NOT_FOUND", lift(expulsion.id));
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));
