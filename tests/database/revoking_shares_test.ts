import assert from "node:assert/strict";
import type { Share } from "@/contracts/shares.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { open } from "@/tests/support/relations.ts";
import { boundTo, shareOf, signIn, visit } from "@/tests/support/sharing.ts";

async function promoter(mall: Mall): Promise<Member> {
  const member = await mall.member();
  await mall.promote(member);
  return member;
}

const revoke = (mall: Mall, who: Member, token: string) =>
  mall.db.call<Share>(who, "revoke_share", { token });

Deno.test("C29 a revoked share still opens its page, counts the click and binds nobody", () =>
  onMall(async (mall, db) => {
    const one = await promoter(mall);
    const [before, after, other] = await mall.members(3) as [Member, Member, Member];
    const share = await shareOf(mall, one);
    assert.equal((await open(mall, before, share.token)).bound, true);
    await refuses("SHARE_NOT_FOUND", revoke(mall, other, share.token));
    assert.equal((await revoke(mall, one, share.token)).token, share.token);
    await revoke(mall, one, share.token);
    const click = await open(mall, after, share.token);
    assert.deepEqual([click.counted, click.bound], [true, false]);
    assert.equal(await boundTo(mall, before), one.member_id, "who was bound stays bound");
    const opened = await db.call<{ page: string; sharer: { is_distributor: boolean } }>(
      after,
      "get_share",
      { shop: mall.shop, token: share.token },
    );
    assert.deepEqual([opened.page, opened.sharer.is_distributor], ["home", false]);
  }));

Deno.test("sharing the same again after a revocation makes one new token, however many ask", () =>
  onMall(async (mall) => {
    const one = await promoter(mall);
    const old = await shareOf(mall, one);
    await revoke(mall, one, old.token);
    const again = await Promise.all(Array.from({ length: 10 }, () => shareOf(mall, one)));
    const tokens = new Set(again.map(({ token }) => token));
    assert.deepEqual([tokens.size, tokens.has(old.token)], [1, false]);
    assert.equal((await open(mall, await mall.member(), again[0]!.token)).bound, true);
  }));

Deno.test("a revoked invitation invites nobody; staff revoke with a reason and an audit row", () =>
  onMall(async (mall, db) => {
    const [one, guest] = [await promoter(mall), await mall.member()];
    const invite = await db.call<Share>(one, "create_invite");
    await mall.command("staff_revoke_share", { token: invite.token, reason: "印错了" });
    const apply = (token: string) =>
      db.call<{ parent: unknown }>(guest, "apply_distributor", {
        idempotency_key: newKey(),
        terms_version: "2026-01",
        invite: token,
      });
    await refuses("INVITE_NOT_FOUND", apply(invite.token));
    const fresh = await db.call<Share>(one, "create_invite");
    assert.notEqual(fresh.token, invite.token);
    await apply(fresh.token);
    const [row] = await db.sql`select s.revoked_by, s.revoke_reason, a.reason from referral.shares s
      join ops.audit_log a on a.subject_id = s.id where a.command = 'staff_revoke_share'`;
    assert.deepEqual({ ...row }, {
      revoked_by: "staff",
      revoke_reason: "印错了",
      reason: "印错了",
    });
  }));

Deno.test("C26 a visitor's click on a share revoked before he signs in binds nobody", () =>
  onMall(async (mall) => {
    const [one, two] = [await promoter(mall), await promoter(mall)];
    const visitor = crypto.randomUUID();
    await visit(mall, visitor, two);
    await mall.db.clock.advance(1);
    await visit(mall, visitor, one);
    await revoke(mall, one, (await shareOf(mall, one)).token);
    const member = await signIn(mall, visitor);
    assert.equal(await boundTo(mall, member), two.member_id, "the newest that still binds");
  }));

Deno.test("clicks and a revocation at once: who was answered bound is bound, nobody after it", () =>
  onMall(async (mall) => {
    const one = await promoter(mall);
    const share = await shareOf(mall, one);
    const buyers = await mall.members(12);
    const clicks = buyers.map((buyer) => open(mall, buyer, share.token));
    const [answers] = await Promise.all([Promise.all(clicks), revoke(mall, one, share.token)]);
    for (const [n, { bound, counted }] of answers.entries()) {
      assert.equal(counted, true);
      assert.equal(await boundTo(mall, buyers[n]!), bound ? one.member_id : null);
    }
    assert.equal((await open(mall, await mall.member(), share.token)).bound, false);
  }));
