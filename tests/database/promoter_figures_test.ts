import assert from "node:assert/strict";
import fc from "fast-check";
import { PromoterFigures } from "@/contracts/promoting.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import { countedFigures } from "@/tests/support/promoter_oracle.ts";
import { click, shareOf, visit } from "@/tests/support/sharing.ts";

const figuresOf = async (mall: Mall, who: Member, days: number) =>
  PromoterFigures.parse(await mall.db.call(who, "get_my_figures", { days }));

/** What may happen, to whom of four buyers, and how long after the thing before, in minutes. */
const happening = fc.record({
  what: fc.constantFrom("open", "visit", "buy", "buy", "refund", "wait"),
  who: fc.nat(3),
  of: fc.nat(2),
  wait: fc.constantFrom(0, 3, 11, 200, 1441, 4500),
});

Deno.test("C112 C113 a distributor's figures are a count over the raw rows, over borders of days and after refunds", async () => {
  await onMall(async (mall, db) => {
    await db.clock.freeze("2027-02-26T15:52:00Z"); // eight minutes before midnight in Shanghai
    await mall.settings({ after_sale_days: 90 });
    const skus = await mall.product([10_000, 3333], { stock: 10_000 });
    const { level1, level2 } = await mall.chain();
    const other = await mall.member();
    await mall.promote(other);
    const sharers = [level1, level2, other];
    const buyers = await mall.members(4);
    const orders: { buyer: Member; order_id: string }[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 12, maxLength: 12 }), async (story) => {
        for (const { what, who, of, wait } of story) {
          await db.clock.advance(minutes(wait));
          const buyer = buyers[who]!;
          if (what === "open") await click(mall, buyer, sharers[of]!);
          if (what === "visit") await visit(mall, crypto.randomUUID(), sharers[of]!);
          if (what === "buy") {
            const lines = skus.slice(0, 1 + of % 2).map((sku_id) => ({ sku_id, quantity: 1 + of }));
            orders.push({ buyer, order_id: (await mall.buy(buyer, lines)).order_id });
          }
          const last = what === "refund" && orders.pop();
          if (last) await mall.refund(last.buyer, last.order_id, [{ line_no: 1, quantity: 1 }]);
        }
        for (const one of sharers) await agrees(mall, one);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

/** The totals are those counted, and the days and hours sum to them. */
async function agrees(mall: Mall, one: Member) {
  for (const days of [1, 7, 30]) {
    const { totals, by_day, by_hour } = await figuresOf(mall, one, days);
    assert.deepEqual(totals, await countedFigures(mall, one, days), `${days} days`);
    const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
    assert.equal(by_day.length, days);
    assert.equal(sumOf(by_day.map(({ openings }) => openings)), totals.openings);
    assert.equal(sumOf(by_day.map(({ orders }) => orders)), totals.orders);
    assert.equal(sumOf(by_day.map(({ kept_fen }) => kept_fen)), totals.kept_fen);
    assert.equal(by_hour.length, 24);
    assert.equal(sumOf(by_hour.map(({ openings }) => openings)), totals.openings);
    assert.equal(sumOf(by_hour.map(({ orders }) => orders)), totals.orders);
  }
}

Deno.test("C113 what came a minute before midnight in Shanghai is yesterday's, a minute after it today's", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2026-12-31T15:30:00Z");
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const guest = await mall.member();
    await db.clock.freeze("2026-12-31T15:59:00Z"); // 23:59 of New Year's Eve
    await click(mall, guest, level1);
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await db.clock.freeze("2026-12-31T16:01:00Z");
    await click(mall, guest, level1);
    const today = await figuresOf(mall, level1, 1);
    assert.deepEqual([today.from_day, today.totals.openings, today.totals.orders], [
      "2027-01-01",
      1,
      0,
    ]);
    const { by_day, by_hour } = await figuresOf(mall, level1, 7);
    assert.deepEqual(by_day.slice(-2).map(({ day, openings, orders }) => [day, openings, orders]), [
      ["2026-12-31", 2, 1], // the buyer's own opening too
      ["2027-01-01", 1, 0],
    ]);
    assert.deepEqual([by_hour[23]!.openings, by_hour[23]!.orders, by_hour[0]!.openings], [2, 1, 1]);
  }));

Deno.test("the best products are those that earned most, with the openings of their links", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [dear] = await mall.product([50_000]) as [string];
    const [cheap] = await mall.product([1000]) as [string];
    const [{ product_id }] = await db.sql<[{ product_id: string }]>`
      select product_id from catalog.skus where id = ${cheap}`;
    const { token } = await db.call<{ token: string }>(level1, "create_share", {
      page: "product",
      product: product_id,
      channel: "poster",
    });
    await db.call(buyer, "record_click", { share: token });
    await mall.buy(buyer, [{ sku_id: dear, quantity: 1 }, { sku_id: cheap, quantity: 3 }]);
    const { order_id } = await mall.buy(buyer, [{ sku_id: dear, quantity: 1 }]);
    await mall.refund(buyer, order_id);
    const { products } = await figuresOf(mall, level1, 1);
    assert.deepEqual(products.map((p) => [p.openings, p.orders, p.kept_fen]), [
      [0, 2, 5000],
      [1, 1, 300],
    ]);
    assert.equal(products[1]!.product_id, product_id);
  }));

Deno.test("an opening tells its sharer at once, once, and says nothing of who opened", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    const guest = await mall.member();
    const { id, token } = await shareOf(mall, level1);
    const told = () =>
      db.sql<{ payload: Record<string, unknown> }[]>`select payload from realtime.messages
        where event = 'link.opened' and topic = ${`member:${level1.member_id}`}`;
    const before = (await told()).length;
    for (let n = 0; n < 2; n++) await db.call(guest, "record_click", { share: token });
    const heard = (await told()).slice(before);
    assert.equal(heard.length, 1);
    assert.deepEqual([heard[0]!.payload.id, heard[0]!.payload.delta], [id, { openings: 1 }]);
    assert.ok(!JSON.stringify(heard).includes(guest.member_id));
  }));

Deno.test("figures ask for a distributor and for 1, 7 or 30 days", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    await refuses("DISTRIBUTOR_REQUIRED", db.call(buyer, "get_my_figures"));
    await refuses("DISTRIBUTOR_REQUIRED", db.call(buyer, "list_my_links"));
    for (const days of [0, -1, 2, 31, 2_147_483_647, null]) {
      await refuses("INVALID_REQUEST", db.call(level1, "get_my_figures", { days }));
      await refuses("INVALID_REQUEST", db.call(level1, "list_my_links", { days }));
      await refuses("INVALID_REQUEST", db.call(level1, "list_team", { days }));
    }
    await refuses("INVALID_REQUEST", db.call(level1, "list_my_links", { sort: "token" }));
  }));

Deno.test("C25 C109 figures and links of another shop do not exist here", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(10_000);
    const elsewhere = await Mall.open(db, "elsewhere");
    const args = { shop: elsewhere.shop, distributor_id: level1.member_id };
    for (const fn of ["get_distributor_figures", "list_distributor_links"]) {
      await refuses("DISTRIBUTOR_NOT_FOUND", db.call(elsewhere.owner, fn, args));
      await refuses("SHOP_NOT_FOUND", db.call(elsewhere.owner, fn, { ...args, shop: mall.shop }));
    }
    const own = await figuresOf(mall, level1, 30);
    const seen = PromoterFigures.parse(
      await db.call(mall.owner, "get_distributor_figures", { ...args, shop: mall.shop }),
    );
    assert.deepEqual(seen.totals, own.totals);
    assert.equal(own.totals.orders, 1);
  }));
