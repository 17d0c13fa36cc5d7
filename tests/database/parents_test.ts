import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { decide } from "@/tests/support/distributors.ts";

const move = (mall: Mall, member: Member, parent: Member | null) =>
  decide(mall, "move_parent", member, { parent_id: parent?.member_id ?? null });

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

  await t.step(
    "staff clear a parent; the history has the old one, the new one and the reason",
    async () => {
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
    },
  );

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
