import assert from "node:assert/strict";
import { LinkPage } from "@/contracts/promoting.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** A link of somebody's for the home page, for a campaign. */
async function link(mall: Mall, sharer: Member, campaign: string): Promise<string> {
  const { token } = await mall.db.call<{ token: string }>(sharer, "create_share", {
    page: "home",
    channel: "poster",
    campaign,
  });
  return token;
}

const linksOf = async (mall: Mall, who: Member, args: Record<string, unknown> = {}) =>
  LinkPage.parse(await mall.db.call(who, "list_my_links", args));

Deno.test("C114 each link shows its openings, and the orders, buyers and commission that came last by it", () =>
  onMall(async (mall, db) => {
    const [one, other, a, b] = await mall.members(4) as [Member, Member, Member, Member];
    await mall.promote(one);
    await mall.promote(other);
    const [spring, summer, rival] = [
      await link(mall, one, "春茶"),
      await link(mall, one, "夏茶"),
      await link(mall, other, "春茶"),
    ];
    const open = (who: Member, share: string) => db.call(who, "record_click", { share });
    for (const who of [a, b]) await open(who, spring);
    await open(a, summer);
    const [sku_id] = await mall.product([10_000]) as [string];
    await mall.buy(a, [{ sku_id, quantity: 1 }]);
    const { order_id } = await mall.buy(b, [{ sku_id, quantity: 3 }]);
    await mall.refund(b, order_id, [{ line_no: 1, quantity: 1 }]);
    await open(b, rival); // still bound to one: an order by a rival's link is none of one's links
    await mall.buy(b, [{ sku_id, quantity: 1 }]);

    const { items, total } = await linksOf(mall, one);
    assert.equal(total, 2);
    const shown = items.map((l) => [l.campaign, l.openings, l.buyers, l.orders, l.kept_fen]);
    assert.deepEqual(shown, [["夏茶", 1, 1, 1, 1000], ["春茶", 2, 1, 1, 2000]]);
    assert.ok(items.every(({ last_opened_at }) => last_opened_at !== null));
    assert.deepEqual(
      (await linksOf(mall, other)).items.map((l) => [l.openings, l.orders, l.kept_fen]),
      [[1, 0, 0]], // who is level 1 of it is told of it
    );
  }));

Deno.test("links are paged by any sort without gap or repetition, and days limit what is counted", () =>
  onMall(async (mall, db) => {
    const [one, guest] = await mall.members(2) as [Member, Member];
    await mall.promote(one);
    for (let n = 0; n < 7; n++) {
      const share = await link(mall, one, `第 ${n} 期`);
      if (n % 3 === 0) await db.call(guest, "record_click", { share });
    }
    for (const sort of ["created_at", "-created_at", "openings", "-openings", "-kept_fen"]) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: LinkPage = await linksOf(mall, one, { sort, after, page_size: 3 });
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after);
      assert.deepEqual([seen.length, new Set(seen).size], [7, 7], sort);
    }
    const first = async (days: number) =>
      (await linksOf(mall, one, { sort: "-openings", days })).items[0]!;
    assert.equal((await first(1)).openings, 1);
    await db.clock.advance(2);
    assert.deepEqual([(await first(1)).openings, (await first(7)).openings], [0, 1]);
    assert.ok((await first(7)).last_opened_at);
  }));
