import assert from "node:assert/strict";
import type { CustomerPage, Distributor, TeamPage } from "@/contracts/distributors.ts";
import type { StaffDistributor, StaffDistributorPage } from "@/contracts/staff/distributors.ts";
import { Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { waiters } from "../support/waiting.ts";

const terms_version = "2026-01";

function apply(mall: Mall, member: Member, more: Record<string, unknown> = {}, key = newKey()) {
  return mall.db.call<Distributor>(member, "apply_distributor", {
    idempotency_key: key,
    terms_version,
    ...more,
  });
}

async function invite(mall: Mall, inviter: Member): Promise<string> {
  return (await mall.db.call<{ token: string }>(inviter, "create_invite")).token;
}

function decide(mall: Mall, fn: string, distributor: Member, more: Record<string, unknown> = {}) {
  return mall.command<StaffDistributor>(fn, {
    distributor_id: distributor.member_id,
    reason: "试验",
    ...more,
  });
}

const approve = (mall: Mall, member: Member) =>
  decide(mall, "review_distributor", member, { approve: true });
const move = (mall: Mall, member: Member, parent: Member | null) =>
  decide(mall, "move_parent", member, { parent_id: parent?.member_id ?? null });

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

  await t.step("the parent is the inviter, before the one he is bound to", async () => {
    const member = await mall.member();
    await mall.bind(member, other);
    await apply(mall, member, { invite: await invite(mall, a) });
    assert.equal((await approve(mall, member)).parent_id, a.member_id);
  });

  await t.step("without invitation it is the one he is bound to, else nobody", async () => {
    const [bound, free] = await mall.members(2) as [Member, Member];
    await mall.bind(bound, other);
    await apply(mall, bound);
    await apply(mall, free);
    assert.equal((await approve(mall, bound)).parent_id, other.member_id);
    assert.equal((await approve(mall, free)).parent_id, null);
  });

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

Deno.test("parents", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [a, b, c, d] = await mall.members(4) as [Member, Member, Member, Member];
  await mall.promote(a);
  await mall.promote(b, a);
  await mall.promote(c, b);
  await mall.promote(d);

  await t.step("C17 a cycle is refused at any depth", async () => {
    await assert.rejects(move(mall, a, c), { message: "PARENT_CYCLE" });
    await assert.rejects(move(mall, a, b), { message: "PARENT_CYCLE" });
    await assert.rejects(move(mall, a, a), { message: "PARENT_CYCLE" });
    assert.equal((await move(mall, a, d)).parent_id, d.member_id);
    await assert.rejects(move(mall, d, c), { message: "PARENT_CYCLE" });
  });

  await t.step("staff clear a parent; the history says from whom to whom and why", async () => {
    assert.equal((await move(mall, a, null)).parent_id, null);
    const [row] = await db.sql`
      select from_parent_id, to_parent_id, reason, staff_id is not null as by_staff from referral.distributor_changes
       where distributor_id = ${a.member_id} and change = 'parent' order by id desc limit 1`;
    assert.deepEqual({ ...row }, {
      from_parent_id: d.member_id,
      to_parent_id: null,
      reason: "试验",
      by_staff: true,
    });
  });

  await t.step("only a distributor of this shop can be a parent, or have one", async () => {
    const elsewhere = await Mall.open(db, "elsewhere");
    const stranger = await elsewhere.member();
    await elsewhere.promote(stranger);
    const plain = await mall.member();
    for (const parent of [stranger, plain]) {
      await assert.rejects(move(mall, d, parent), { message: "DISTRIBUTOR_NOT_FOUND" });
    }
    await assert.rejects(move(mall, plain, d), { message: "DISTRIBUTOR_NOT_FOUND" });
    await assert.rejects(move(elsewhere, d, stranger), { message: "DISTRIBUTOR_NOT_FOUND" });
  });

  await t.step(
    "C17 two moved under each other at the same moment: one succeeds, no cycle",
    async () => {
      for (let round = 0; round < 10; round++) {
        const [x, y] = await mall.members(2) as [Member, Member];
        await mall.promote(x);
        await mall.promote(y);
        const answers = await Promise.allSettled([move(mall, x, y), move(mall, y, x)]);
        const refused = answers.filter((answer) => answer.status === "rejected");
        assert.deepEqual(refused.map(({ reason }) => reason.message), ["PARENT_CYCLE"]);
      }
    },
  );

  await t.step("a ring of eight closed by eight staff at once stays open", async () => {
    const ring = await mall.members(8);
    for (const member of ring) await mall.promote(member);
    const answers = await Promise.allSettled(
      ring.map((member, n) => move(mall, member, ring[(n + 1) % ring.length]!)),
    );
    assert.equal(answers.filter(({ status }) => status === "rejected").length, 1);
  });

  await db.drop();
});

Deno.test("suspended, restored, expelled", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1, level2, buyer } = await mall.chain();
  const [sku] = await mall.product([10000]);
  const commissions = (distributor: Member) =>
    db.sql<{ status: string }[]>`
      select status from ledger.commissions where distributor_id = ${distributor.member_id}`;

  await t.step(
    "C31 suspended: what is unsettled is held and does not settle; restored: it does",
    async () => {
      const { order_id } = await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
      const suspended = await decide(mall, "suspend_distributor", level1);
      assert.deepEqual([suspended.status, suspended.held_fen], ["suspended", 1000]);
      assert.deepEqual((await commissions(level1)).map(({ status }) => status), ["held"]);
      assert.deepEqual((await commissions(level2)).map(({ status }) => status), ["pending"]);
      await mall.complete(buyer, order_id);
      await db.clock.advance(16);
      await mall.settle();
      assert.equal((await mall.balances(level1)).available_fen, 0);
      assert.equal((await mall.balances(level2)).available_fen, 500);
      await assert.rejects(decide(mall, "suspend_distributor", level1), {
        message: "DISTRIBUTOR_STATE",
      });
      await decide(mall, "restore_distributor", level1);
      await mall.settle();
      assert.equal((await mall.balances(level1)).available_fen, 1000);
      await mall.checkBooks();
      await db.clock.reset();
    },
  );

  await t.step("suspended: nothing new is earned, the parent's level 2 goes on", async () => {
    await decide(mall, "suspend_distributor", level1);
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
    const rows = await db.sql`
      select level, distributor_id from ledger.commissions where order_id = ${order_id}`;
    assert.deepEqual(rows.map((row) => ({ ...row })), [
      { level: 2, distributor_id: level2.member_id },
    ]);
    await decide(mall, "restore_distributor", level1);
  });

  await t.step(
    "C32 expelled: unsettled commission is held for staff, the balance stays, no way back",
    async () => {
      await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
      const expelled = await decide(mall, "expel_distributor", level1);
      assert.deepEqual([expelled.status, expelled.customer_count, expelled.available_fen], [
        "expelled",
        0,
        1000,
      ]);
      const held = await db.sql`
      select h.reason from ledger.commission_holds h join ledger.commissions c on c.id = h.commission_id
       where c.distributor_id = ${level1.member_id} and h.released_at is null`;
      assert.deepEqual(held.map(({ reason }) => reason), ["expulsion"]);
      await assert.rejects(decide(mall, "restore_distributor", level1), {
        message: "DISTRIBUTOR_STATE",
      });
      await assert.rejects(apply(mall, level1), { message: "DISTRIBUTOR_EXISTS" });
      assert.equal((await mall.withdraw(level1, 1000)).net_fen, 1000);
      await mall.checkBooks();
    },
  );

  await t.step("an expulsion during a click, either first: nobody stays bound to him", async () => {
    const active = async (promoter: Member) =>
      (await db.sql`select from referral.bindings
         where distributor_id = ${promoter.member_id} and ended_at is null`).length;
    const [early, late, buyer] = await mall.members(3) as [Member, Member, Member];
    for (const promoter of [early, late]) await mall.promote(promoter);
    const share = await db.call<{ id: string; token: string }>(early, "create_share", {
      page: "home",
      channel: "chat",
    });
    let other: Promise<unknown> = Promise.resolve();
    await db.sql.begin(async (tx) => {
      await tx`select private.bind(${mall.shop_id}, ${buyer.member_id}, ${early.member_id}, ${share.id},
        null, private.now(), 'click')`;
      other = decide(mall, "expel_distributor", early);
      await waiters(db);
    });
    await other;
    assert.equal(await active(early), 0);

    await db.sql.begin(async (tx) => {
      await tx`select private.end_distributor(${mall.shop_id}, ${late.member_id}, null, '试验')`;
      other = mall.bind(buyer, late);
      await waiters(db);
    });
    await other;
    assert.equal(await active(late), 0);
  });

  await t.step("support, finance and viewers decide nothing about distributors", async () => {
    for (const role of ["support", "finance", "viewer"]) {
      const staff = await mall.staff(role);
      const call = mall.command(
        "suspend_distributor",
        { distributor_id: level2.member_id, reason: "试验" },
        staff,
      );
      await assert.rejects(call, { message: "FORBIDDEN" });
    }
    await assert.rejects(decide(mall, "suspend_distributor", level2, { reason: "  " }), {
      code: "PT400",
    });
  });

  await db.drop();
});

Deno.test("what a distributor sees of others", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1, level2, buyer } = await mall.chain();
  const [sku] = await mall.product([10000]);
  await db.call(buyer, "update_profile", { nickname: "王小明" });
  await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
  await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
  await mall.place(buyer, [{ sku_id: sku!, quantity: 1 }]);

  await t.step("C107 his buyers, masked, with paid orders and what they earned him", async () => {
    const { items, next } = await db.call<CustomerPage>(level1, "list_customers");
    assert.equal(next, null);
    assert.deepEqual(
      items.map(({ label, order_count, commission_fen }) => [
        label,
        order_count,
        commission_fen,
      ]),
      [["王**", 2, 2000]],
    );
    assert.ok(!JSON.stringify(items).includes(buyer.member_id));
  });

  await t.step("C107 level 2 sees his team and its sum, and nothing of its buyers", async () => {
    const { items } = await db.call<TeamPage>(level2, "list_team");
    assert.deepEqual(
      items.map(({ distributor_id, commission_fen }) => [
        distributor_id,
        commission_fen,
      ]),
      [[level1.member_id, 1000]],
    );
    assert.deepEqual((await db.call<CustomerPage>(level2, "list_customers")).items, []);
    await assert.rejects(db.call(buyer, "list_team"), { message: "DISTRIBUTOR_REQUIRED" });
  });

  await t.step("pages go on where the one before ended, without gap or repetition", async () => {
    const buyers = await mall.members(6);
    for (const member of buyers) await mall.bind(member, level1);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: CustomerPage = await db.call(level1, "list_customers", { after, page_size: 3 });
      assert.ok(page.items.length <= 3);
      seen.push(...page.items.map(({ binding_id }) => binding_id));
      after = page.next;
    } while (after);
    assert.equal(seen.length, 7);
    assert.equal(new Set(seen).size, 7);
  });

  await t.step("staff list them by state", async () => {
    const list = (status?: string) =>
      db.call<StaffDistributorPage>(mall.owner, "list_distributors", {
        shop: mall.shop,
        ...(status ? { status } : {}),
      });
    assert.equal((await list()).items.length, 2);
    assert.equal((await list("suspended")).items.length, 0);
    const [parent] = (await list("approved")).items.filter(({ id }) => id === level2.member_id);
    assert.deepEqual([parent!.team_count, parent!.pending_fen], [1, 1000]);

    const ids = async (filter: Record<string, unknown>) =>
      (await db.call<StaffDistributorPage>(mall.owner, "list_distributors", {
        shop: mall.shop,
        ...filter,
      })).items.map(({ id }) => id);
    assert.deepEqual(await ids({ query: parent!.code!.slice(0, 5).toLowerCase() }), [parent!.id]);
    assert.equal((await ids({ parent: parent!.id })).length, 1);
  });

  await t.step("staff find them by name, as far as their role knows it", async () => {
    await db.call(level2, "update_profile", { nickname: "竹青Amy" });
    const found = async (query: string, who = mall.owner) =>
      (await db.call<StaffDistributorPage>(who, "list_distributors", { shop: mall.shop, query }))
        .items.map(({ id }) => id);
    for (const query of ["竹", "青a", " amy ", "竹青Amy", "竹**"]) {
      assert.deepEqual(await found(query), [level2.member_id], query);
    }
    assert.deepEqual([await found("竹%"), await found("_青"), (await found("  ")).length], [
      [],
      [],
      2,
    ]);
    const viewer = await mall.staff("viewer");
    assert.deepEqual(await found("竹", viewer), [level2.member_id]);
    assert.deepEqual([await found("青", viewer), await found("竹青", viewer)], [[], []]);
  });

  await db.drop();
});
