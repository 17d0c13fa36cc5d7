import assert from "node:assert/strict";
import type { CustomerPage, TeamPage } from "@/contracts/distributors.ts";
import type { StaffDistributorPage } from "@/contracts/staff/distributors.ts";
import { Mall } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";

Deno.test("what a distributor sees of others", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1, level2, buyer } = await mall.chain();
  const [sku] = await mall.product([10000]);
  await db.call(buyer, "update_profile", { nickname: "王小明" });
  await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
  await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
  await mall.place(buyer, [{ sku_id: sku!, quantity: 1 }]);

  await t.step(
    "C107 a distributor sees buyers masked, with paid orders and the commission they brought",
    async () => {
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
    },
  );

  await t.step("C107 level 2 sees the team and its sum, and nothing of its buyers", async () => {
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
