import assert from "node:assert/strict";
import type { Destination, Order, Quote } from "@/contracts/orders.ts";
import { rate, saveFreight, sentBy } from "@/tests/support/freight.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const hangzhou = { province: "浙江省", city: "杭州市" };
const guangzhou = { province: "广东省", city: "广州市" };
const shenzhen = { province: "广东省", city: "深圳市" };
const lhasa = { province: "西藏自治区", city: "拉萨市" };
const all_of = ({ province }: Destination) => ({ province, city: null });

/** What sending so many of these costs, and in which words. */
async function freightOf(
  mall: Mall,
  pieces: Record<string, number>,
  to: Destination | null,
): Promise<[number, string]> {
  const lines = Object.entries(pieces).map(([sku_id, quantity]) => ({ sku_id, quantity }));
  const quote = await mall.quote(await mall.member(), lines, to);
  return [quote.freight_fen, quote.freight_words];
}

Deno.test("freight by pieces: the first ones at one price, each further step when it is begun, by the narrowest region", () =>
  onMall(async (mall) => {
    const { id } = await saveFreight(mall, {
      rates: [
        rate({ first_units: 2, first_fen: 600, further_units: 3, further_fen: 150 }),
        rate({ regions: [all_of(guangzhou)], first_fen: 800, further_fen: 0 }),
        rate({ regions: [shenzhen], first_fen: 0, further_fen: 0 }),
      ],
    });
    const sku = await sentBy(mall, id);
    const cases: [number, Destination | null, number][] = [
      [1, hangzhou, 600],
      [2, hangzhou, 600],
      [3, hangzhou, 750],
      [5, hangzhou, 750],
      [6, hangzhou, 900],
      [999, hangzhou, 600 + 333 * 150],
      [9, guangzhou, 800],
      [9, shenzhen, 0],
      [1, null, 600],
    ];
    for (const [pieces, to, fen] of cases) {
      assert.equal(
        (await freightOf(mall, { [sku]: pieces }, to))[0],
        fen,
        `${pieces} to ${to?.city}`,
      );
    }
  }));

Deno.test("freight by weight goes by the grams of all pieces that share the template", () =>
  onMall(async (mall) => {
    const { id } = await saveFreight(mall, {
      unit: "weight",
      rates: [rate({ first_units: 1000, first_fen: 500, further_units: 500, further_fen: 200 })],
    });
    const light = await sentBy(mall, id, { price_fen: 1000, weight_g: 250 });
    const heavy = await sentBy(mall, id, { price_fen: 1000, weight_g: 1001 });
    const unweighed = await sentBy(mall, id);
    assert.deepEqual(await freightOf(mall, { [light]: 4 }, hangzhou), [500, "运费 ¥5.00"]);
    assert.equal((await freightOf(mall, { [light]: 5 }, hangzhou))[0], 700);
    assert.equal((await freightOf(mall, { [heavy]: 1 }, hangzhou))[0], 700);
    assert.equal((await freightOf(mall, { [light]: 2, [heavy]: 1 }, hangzhou))[0], 900);
    assert.equal((await freightOf(mall, { [unweighed]: 9 }, hangzhou))[0], 500);
  }));

Deno.test("freight is free from an amount on that is paid after discounts, or from a count", () =>
  onMall(async (mall) => {
    await mall.settings({ discount_from_fen: 5_000, discount_fen: 500 });
    const { id } = await saveFreight(mall, {
      rates: [
        rate({ first_fen: 600, further_fen: 0, free_from_fen: 5_000 }),
        rate({ regions: [all_of(guangzhou)], first_fen: 600, free_from_pieces: 3 }),
      ],
    });
    const sku = await sentBy(mall, id);
    assert.equal((await freightOf(mall, { [sku]: 5 }, hangzhou))[0], 600, "4,500 are paid");
    assert.deepEqual(await freightOf(mall, { [sku]: 6 }, hangzhou), [0, "满 ¥50.00 免运费"]);
    assert.equal((await freightOf(mall, { [sku]: 2 }, guangzhou))[0], 700);
    assert.deepEqual(await freightOf(mall, { [sku]: 3 }, guangzhou), [0, "满 3 件免运费"]);
  }));

Deno.test("an order pays one freight per template, summed; its lines carry it to the fen and a whole refund returns it", () =>
  onMall(async (mall, db) => {
    await mall.settings({ freight_fen: 300, settle_days: 0 });
    const cold = await saveFreight(mall, { name: "冷链", rates: [rate({ first_fen: 1_000 })] });
    const tea = await saveFreight(mall, { rates: [rate({ first_fen: 701, further_fen: 0 })] });
    const [fish, green, black, flat] = [
      await sentBy(mall, cold.id),
      await sentBy(mall, tea.id, { price_fen: 100 }),
      await sentBy(mall, tea.id, { price_fen: 200 }),
      await sentBy(mall, null),
    ];
    const pieces = { [fish]: 3, [green]: 1, [black]: 1, [flat]: 2 };
    const words = "冷链：运费 ¥12.00；普通快递：运费 ¥7.01；其他商品：运费 ¥3.00";
    assert.deepEqual(await freightOf(mall, pieces, hangzhou), [2_201, words]);

    const buyer = await mall.member();
    const lines = Object.entries(pieces).map(([sku_id, quantity]) => ({ sku_id, quantity }));
    const { order_id, payable_fen } = await mall.buy(buyer, lines);
    assert.equal(payable_fen, 3_000 + 100 + 200 + 2_000 + 2_201);
    const rows = await db.sql<{ sku_id: string; fen: number }[]>`
      select sku_id, freight_fen::int as fen from trade.order_lines where order_id = ${order_id}`;
    const of = Object.fromEntries(rows.map(({ sku_id, fen }) => [sku_id, fen]));
    assert.deepEqual([of[fish], of[green], of[black], of[flat]], [1_200, 234, 467, 300]);
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
    const { refunded_fen } = await db.call<Order>(buyer, "get_order", { order_id });
    assert.equal(refunded_fen, payable_fen);
  }));

Deno.test("a product without a template goes by the shop's own, and without one by the flat freight of its settings", () =>
  onMall(async (mall) => {
    await mall.settings({ freight_fen: 300, free_freight_from_fen: 9_000 });
    const sku = await sentBy(mall, null);
    assert.deepEqual(await freightOf(mall, { [sku]: 1 }, hangzhou), [300, "运费 ¥3.00"]);
    const { id, version } = await saveFreight(mall, { is_default: true });
    assert.deepEqual(await freightOf(mall, { [sku]: 9 }, hangzhou), [900, "运费 ¥9.00"]);
    await saveFreight(mall, { id, version, is_default: false });
    assert.deepEqual(await freightOf(mall, { [sku]: 9 }, hangzhou), [0, "满 ¥90.00 免运费"]);
  }));

Deno.test("C37 what is not sent to a region is refused with its line: in the quote, and when the order is placed", () =>
  onMall(async (mall, db) => {
    const { id } = await saveFreight(mall, {
      rates: [rate(), rate({ regions: [all_of(lhasa)], is_served: false })],
    });
    const [sku, anywhere] = [await sentBy(mall, id), await sentBy(mall, null)];
    const lines = [{ sku_id: sku, quantity: 1 }, { sku_id: anywhere, quantity: 1 }];
    const buyer = await mall.member();
    const quote = await mall.quote(buyer, lines, lhasa);
    assert.deepEqual(quote.problems, [{ sku_id: sku, code: "REGION_NOT_SERVED", available: 1000 }]);
    assert.deepEqual((await mall.quote(buyer, lines, hangzhou)).problems, []);
    const contact = { sealed: "v", phone_fingerprint: "p", address_fingerprint: "a", ...lhasa };
    const placing = mall.placeAt(buyer, lines, quote.payable_fen, crypto.randomUUID(), { contact });
    const error = await placing.then(() => assert.fail("placed"), (error) => error);
    assert.equal(error.message, "REGION_NOT_SERVED");
    const said: Quote = JSON.parse(error.detail).quote;
    assert.deepEqual(said.problems.map(({ sku_id }) => sku_id), [sku]);
    assert.equal((await db.sql`select from trade.orders`).length, 0);
  }));

Deno.test("where only some regions are served, a quote without an address asks no freight and refuses nothing yet", () =>
  onMall(async (mall) => {
    const { id } = await saveFreight(mall, {
      rates: [rate({ is_served: false }), rate({ regions: [hangzhou], first_fen: 500 })],
    });
    const sku = await sentBy(mall, id);
    assert.deepEqual(await freightOf(mall, { [sku]: 1 }, null), [0, "运费按收货地区计算"]);
    const lines = [{ sku_id: sku, quantity: 1 }];
    const buyer = await mall.member();
    assert.deepEqual((await mall.quote(buyer, lines)).problems, []);
    assert.deepEqual((await mall.quote(buyer, lines, guangzhou)).problems, [
      { sku_id: sku, code: "REGION_NOT_SERVED", available: 1000 },
    ]);
    assert.equal((await mall.place(buyer, lines)).payable_fen, 1_500);
  }));

Deno.test("C37 a template changed after the quote: the order is refused with the new price, and an earlier one keeps its freight", () =>
  onMall(async (mall, db) => {
    const { id, version } = await saveFreight(mall);
    const lines = [{ sku_id: await sentBy(mall, id), quantity: 1 }];
    const buyer = await mall.member();
    const earlier = await mall.place(buyer, lines);
    const { payable_fen } = await mall.quote(buyer, lines, hangzhou);
    await saveFreight(mall, { id, version, rates: [rate({ first_fen: 900 })] });
    const error = await mall.placeAt(buyer, lines, payable_fen)
      .then(() => assert.fail("placed"), (error) => error);
    assert.equal(error.message, "PRICE_CHANGED");
    assert.equal(JSON.parse(error.detail).quote.payable_fen, 1_900);
    const { freight_fen } = await db.call<Order>(buyer, "get_order", {
      order_id: earlier.order_id,
    });
    assert.equal(freight_fen, 100);
  }));

Deno.test("a quote says what is missing until sending is free, after the discounts that the greater sum brings", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const { id } = await saveFreight(mall, {
      rates: [
        rate({ free_from_fen: 9_900, free_from_pieces: 5 }),
        rate({ regions: [all_of(guangzhou)], free_from_fen: 5_000 }),
        rate({ regions: [all_of(lhasa)], is_served: false }),
      ],
    });
    const [tea, pot] = [await sentBy(mall, id), await sentBy(mall, null, { price_fen: 500 })];
    const missing = async (pieces: Record<string, number>, to: Destination | null) => {
      const lines = Object.entries(pieces).map(([sku_id, quantity]) => ({ sku_id, quantity }));
      return (await mall.quote(buyer, lines, to)).free_freight;
    };
    const more = (missing_fen: number | null, missing_pieces: number | null) => ({
      missing_fen,
      missing_pieces,
    });
    assert.deepEqual(await missing({ [tea]: 2 }, hangzhou), more(7_900, 3));
    assert.deepEqual(await missing({ [tea]: 2 }, guangzhou), more(3_000, null));
    assert.equal(await missing({ [tea]: 5 }, hangzhou), null);
    assert.equal(await missing({ [tea]: 2 }, lhasa), null);
    assert.equal(await missing({ [tea]: 2 }, null), null, "another region promises less");
    assert.equal(await missing({ [tea]: 1, [pot]: 1 }, hangzhou), null, "two freights");
    const cheaper = await saveFreight(mall, {
      name: "处处满 99",
      rates: [
        rate({ free_from_fen: 9_900 }),
        rate({ regions: [all_of(guangzhou)], free_from_fen: 5_000 }),
      ],
    });
    const cup = await sentBy(mall, cheaper.id);
    assert.deepEqual(await missing({ [cup]: 2 }, null), more(7_900, null), "kept everywhere");
    const varies = async (template: string) => {
      const [row] = await db.sql`
        select private.freight_terms_json(s, ${template}) -> 'free_freight_varies' as varies
          from shop.settings s where s.shop_id = ${mall.shop_id}`;
      return row!.varies;
    };
    assert.deepEqual([await varies(id), await varies(cheaper.id)], [true, false]);
    await db.sql`
      update shop.settings set discount_from_fen = 5000, discount_fen = 1000, freight_fen = 800,
             free_freight_from_fen = 6000 where shop_id = ${mall.shop_id}`;
    assert.deepEqual(await missing({ [tea]: 2 }, hangzhou), more(8_900, 3));
    const flat = await missing({ [pot]: 4 }, null);
    assert.deepEqual(flat, more(5_000, null));
    assert.equal((await mall.quote(buyer, [{ sku_id: pot, quantity: 14 }])).freight_fen, 0);
    assert.equal((await mall.quote(buyer, [{ sku_id: pot, quantity: 13 }])).freight_fen, 800);
  }));
