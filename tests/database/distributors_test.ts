import assert from "node:assert/strict";
import { Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { apply, decide, terms_version } from "@/tests/support/distributors.ts";

async function invite(mall: Mall, inviter: Member): Promise<string> {
  return (await mall.db.call<{ token: string }>(inviter, "create_invite")).token;
}

const approve = (mall: Mall, member: Member) =>
  decide(mall, "review_distributor", member, { approve: true });

Deno.test("becoming a distributor", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [a, other] = await mall.members(2) as [Member, Member];
  await mall.promote(a);
  await mall.promote(other);

  await t.step("C35 the terms shown are the ones accepted, and kept", async () => {
    const member = await mall.member();
    await assert.rejects(apply(mall, member, { terms_version: "2020-01" }), {
      message: "TERMS_CHANGED",
    });
    const applied = await apply(mall, member, { note: "朋友多" });
    assert.deepEqual([applied.status, applied.code, applied.parent], ["applied", null, null]);
    const [row] = await db
      .sql`select terms_version from referral.distributors where id = ${member.member_id}`;
    assert.equal(row!.terms_version, terms_version);
  });

  await t.step(
    "C30 rejected with a reason, applied again, approved: each change with actor and time",
    async () => {
      const member = await mall.member();
      await apply(mall, member);
      await assert.rejects(apply(mall, member), { message: "DISTRIBUTOR_EXISTS" });
      const rejected = await decide(mall, "review_distributor", member, {
        approve: false,
        reason: "资料不全",
      });
      assert.deepEqual([rejected.status, rejected.status_reason], ["rejected", "资料不全"]);
      await assert.rejects(approve(mall, member), { message: "DISTRIBUTOR_STATE" });
      assert.equal((await apply(mall, member)).status, "applied");
      const approved = await approve(mall, member);
      assert.ok(approved.code && approved.approved_at);
      const { changes } = await db.call<{ changes: { change: string; by: string | null }[] }>(
        mall.owner,
        "get_distributor",
        { shop: mall.shop, distributor_id: member.member_id },
      );
      assert.deepEqual(changes.map(({ change, by }) => [change, by]), [
        ["approved", "店主"],
        ["applied", null],
        ["rejected", "店主"],
        ["applied", null],
      ]);
      await assert.rejects(apply(mall, member), { message: "DISTRIBUTOR_EXISTS" });
    },
  );

  await t.step(
    "one key gives one application and the same answer, another body a conflict",
    async () => {
      const member = await mall.member();
      const key = newKey();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => apply(mall, member, {}, key)),
      );
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      await assert.rejects(apply(mall, member, { note: "别的" }, key), {
        message: "IDEMPOTENCY_CONFLICT",
      });
    },
  );

  await t.step("ten applications at once under different keys: one is taken", async () => {
    const member = await mall.member();
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, () => apply(mall, member)),
    );
    assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 1);
  });

  await t.step("the parent is the inviter, before the distributor of the binding", async () => {
    const member = await mall.member();
    await mall.bind(member, other);
    await apply(mall, member, { invite: await invite(mall, a) });
    assert.equal((await approve(mall, member)).parent_id, a.member_id);
  });

  await t.step(
    "without an invitation the parent is the distributor of the binding, else nobody",
    async () => {
      const [bound, free] = await mall.members(2) as [Member, Member];
      await mall.bind(bound, other);
      await apply(mall, bound);
      await apply(mall, free);
      assert.equal((await approve(mall, bound)).parent_id, other.member_id);
      assert.equal((await approve(mall, free)).parent_id, null);
    },
  );

  await t.step(
    "an inviter expelled meanwhile is nobody's parent: the binding decides",
    async () => {
      const [inviter, member] = await mall.members(2) as [Member, Member];
      await mall.promote(inviter);
      await mall.bind(member, other);
      await apply(mall, member, { invite: await invite(mall, inviter) });
      await decide(mall, "expel_distributor", inviter);
      assert.equal((await approve(mall, member)).parent_id, other.member_id);
    },
  );

  await t.step(
    "a token that is no invitation, one's own, or of a suspended inviter is refused",
    async () => {
      const member = await mall.member();
      const refused = (token: string) =>
        assert.rejects(apply(mall, member, { invite: token }), { message: "INVITE_NOT_FOUND" });
      const share = await db.call<{ token: string }>(a, "create_share", {
        page: "home",
        channel: "chat",
      });
      await refused(share.token);
      await refused("nothing00");
      const token = await invite(mall, other);
      await decide(mall, "suspend_distributor", other);
      await refused(token);
      await assert.rejects(db.call(other, "create_invite"), { message: "DISTRIBUTOR_INACTIVE" });
      await decide(mall, "restore_distributor", other);
      await assert.rejects(db.call(member, "create_invite"), { message: "DISTRIBUTOR_REQUIRED" });
    },
  );

  await t.step("automatic review approves at once, with accounts", async () => {
    await mall.settings({ distributor_review: "automatic" });
    const member = await mall.member();
    assert.equal((await apply(mall, member, { invite: await invite(mall, a) })).status, "approved");
    assert.equal((await mall.balances(member)).available_fen, 0);
    const rows = await db
      .sql`select from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${member.member_id})`;
    assert.equal(rows.length, 1);
    await mall.settings({ distributor_review: "manual" });
  });

  await t.step("two reviewers at once: one decides, the other is told the state", async () => {
    const member = await mall.member();
    await apply(mall, member);
    const answers = await Promise.allSettled([
      approve(mall, member),
      decide(mall, "review_distributor", member, { approve: false }),
    ]);
    const refused = answers.filter((answer) => answer.status === "rejected");
    assert.deepEqual(refused.map(({ reason }) => reason.message), ["DISTRIBUTOR_STATE"]);
  });

  await db.drop();
});
