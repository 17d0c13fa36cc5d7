import assert from "node:assert/strict";
import type { Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { boundTo, click, shareOf } from "@/tests/support/sharing.ts";

Deno.test("C13 many cards of two distributors opened at once: one binding stands, of the one opened last", () =>
  onMall(async (mall, db) => {
    const both = await mall.members(2) as [Member, Member];
    for (const one of both) await mall.promote(one);
    await mall.settings({ binding_mode: "newest" });
    const tokens = await Promise.all(both.map((one) => shareOf(mall, one)));
    for (let round = 0; round < 5; round++) {
      const buyer = await mall.member();
      await Promise.all(
        Array.from(
          { length: 24 },
          (_, n) => db.call(buyer, "record_click", { share: tokens[n % 2]!.token }),
        ),
      );
      const bound = await boundTo(mall, buyer);
      const latest = await db.sql<{ sharer_id: string }[]>`
        select s.sharer_id from referral.clicks c
          join referral.shares s on s.shop_id = c.shop_id and s.id = c.share_id
         where c.member_id = ${buyer.member_id}
         order by c.clicked_at desc fetch first row with ties`;
      assert.ok(latest.some(({ sharer_id }) => sharer_id === bound));
      const rows = await db.sql<{ openings: number }[]>`
        select sum(openings)::int as openings from referral.clicks
         where member_id = ${buyer.member_id} group by share_id`;
      assert.deepEqual(rows.map(({ openings }) => openings), [12, 12]);
    }
  }));

Deno.test("C20 a card opened while an order is placed: the distributor of the order's binding earns", () =>
  onMall(async (mall, db) => {
    const both = await mall.members(2) as [Member, Member];
    for (const one of both) await mall.promote(one);
    await mall.settings({ binding_mode: "newest" });
    const [a, b] = both;
    const [sku_id] = await mall.product([1000]) as [string];
    const { token } = await shareOf(mall, b);
    const buyers = await mall.members(12);
    for (const buyer of buyers) await click(mall, buyer, a);
    await Promise.all(buyers.flatMap((buyer) => [
      mall.buy(buyer, [{ sku_id, quantity: 1 }]),
      db.call(buyer, "record_click", { share: token }),
    ]));
    const rows = await db.sql<{ level1_id: string; bound: string; earner: string }[]>`
      select o.level1_id, b.distributor_id as bound, c.distributor_id as earner
        from trade.orders o
        join referral.bindings b on b.shop_id = o.shop_id and b.id = o.binding_id
        join ledger.commissions c on c.shop_id = o.shop_id and c.order_id = o.id and c.level = 1`;
    assert.equal(rows.length, buyers.length);
    for (const { level1_id, bound, earner } of rows) {
      assert.deepEqual([bound, earner], [level1_id, level1_id]);
    }
    for (const buyer of buyers) assert.equal(await boundTo(mall, buyer), b.member_id);
  }));
