import assert from "node:assert/strict";
import {
  BindingState,
  type CustomerPage,
  type LostCustomerPage,
} from "@/contracts/distributors.ts";
import type { RelationPage } from "@/contracts/staff/relations.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { relationsOf } from "@/tests/support/relations.ts";
import { click } from "@/tests/support/sharing.ts";

/** Two distributors; the first one's three customers came on three days, and the first of them is over. */
async function bound(mall: Mall): Promise<{ one: Member; two: Member; buyers: Member[] }> {
  const [one, two, ...buyers] = await mall.members(5) as [Member, Member, ...Member[]];
  await mall.promote(one);
  await mall.promote(two);
  for (const buyer of buyers) {
    await click(mall, buyer, one);
    await mall.db.clock.advance(6);
  }
  return { one, two, buyers }; // bound 18, 12 and 6 days ago
}

Deno.test("a distributor's customers with days left, the soonest first, and filtered by state", () =>
  onMall(async (mall, db) => {
    const { one } = await bound(mall);
    const customers = async (filters: object) =>
      (await db.call<CustomerPage>(one, "list_customers", { ...filters })).items;
    const soonest = await customers({ sort: "protected_until" });
    assert.deepEqual(soonest.map((c) => [c.state, c.days_left]), [
      ["expired", 0],
      ["expiring", 3],
      ["protected", 9],
    ]);
    for (const state of BindingState.options) {
      const expected = soonest.filter((c) => c.state === state);
      assert.deepEqual(await customers({ state }), expected, state);
    }
    const first = await db.call<CustomerPage>(one, "list_customers", {
      sort: "protected_until",
      page_size: 2,
    });
    const rest = await customers({ sort: "protected_until", after: first.next });
    assert.deepEqual([...first.items, ...rest], soonest);
    assert.deepEqual(await customers({}), soonest.toReversed());
  }));

Deno.test("customers lost, with when and why, not to whom; who came back is not lost", () =>
  onMall(async (mall, db) => {
    const { one, two, buyers } = await bound(mall);
    const { move } = relationsOf(mall);
    const lost = async () => (await db.call<LostCustomerPage>(one, "list_lost_customers")).items;
    await click(mall, buyers[0]!, two);
    await db.clock.advance(0.1);
    await move(buyers[2]!, null);
    assert.deepEqual((await lost()).map(({ why }) => why), [
      "商家调整了客户归属",
      "保护期过后打开了别人的分享",
    ]);
    const page = await db.call<LostCustomerPage>(one, "list_lost_customers", { page_size: 1 });
    const next = await db.call<LostCustomerPage>(one, "list_lost_customers", { after: page.next });
    assert.deepEqual([...page.items, ...next.items], await lost());
    await click(mall, buyers[2]!, one);
    assert.equal((await lost()).length, 1);
    assert.deepEqual((await db.call<LostCustomerPage>(two, "list_lost_customers")).items, []);
  }));

Deno.test("staff find relations by buyer, distributor, state and time, with how many there are", () =>
  onMall(async (mall, db) => {
    const { one, two, buyers } = await bound(mall);
    await click(mall, buyers[0]!, two);
    const relations = (filters = {}) =>
      db.call<RelationPage>(mall.owner, "list_relations", { shop: mall.shop, ...filters });
    const all = await relations();
    assert.equal(all.total, 3);
    assert.deepEqual(all.items[0]!.distributor.id, two.member_id);
    const by = async (filters: object) => (await relations(filters)).items.map((r) => r.member_id);
    assert.deepEqual(await by({ distributor: one.member_id, sort: "bound_at" }), [
      buyers[1]!.member_id,
      buyers[2]!.member_id,
    ]);
    assert.deepEqual(await by({ state: "expiring" }), [buyers[1]!.member_id]);
    assert.deepEqual(await by({ query: buyers[2]!.member_id }), [buyers[2]!.member_id]);
    const { code } = all.items[0]!.distributor;
    assert.deepEqual(await by({ query: code }), [buyers[0]!.member_id]);
    await refuses("INVALID_REQUEST", relations({ sort: "label" }));
  }));
