import assert from "node:assert/strict";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { funnel } from "@/tests/support/insight.ts";

async function share(mall: Mall, sharer: Member, product: string | null = null) {
  const { token } = await mall.db.call<{ token: string }>(sharer, "create_share", {
    page: product ? "product" : "home",
    channel: "chat",
    ...(product ? { product } : {}),
  });
  return token;
}

const open = (mall: Mall, who: Member, token: string) =>
  mall.db.call(who, "record_click", { share: token });

Deno.test("C112 the funnel: shared, opened, ordered, paid, kept, and refunds take from its last step", () =>
  onMall(async (mall, db) => {
    await db.clock.setNow("2026-11-30T04:00:00Z");
    const [sku] = await mall.product([10_000]) as [string];
    const [{ product_id }] = await db.sql<
      [{ product_id: string }]
    >`select product_id from catalog.skus`;
    const [first, second, plain, a, b, c] = await mall.members(6) as [
      Member,
      Member,
      Member,
      Member,
      Member,
      Member,
    ];
    await mall.promote(first);
    await mall.promote(second);
    const [home, page, hers] = [
      await share(mall, first),
      await share(mall, first, product_id),
      await share(mall, plain),
    ];
    await share(mall, second);
    for (const who of [a, b]) await open(mall, who, home);
    await open(mall, a, page);
    await open(mall, c, hers);
    const lines = [{ sku_id: sku, quantity: 2 }];
    const kept = await mall.buy(a, lines);
    await mall.refund(a, kept.order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.refund(b, (await mall.buy(b, lines)).order_id);
    await mall.place(b, lines);
    await mall.buy(c, lines);
    await mall.buy(await mall.member(), lines); // came without a link

    const byDistributor = await funnel(mall, 1);
    const steps = (key: string | null, shown = byDistributor) => {
      const { label: _, key: __, ...rest } = shown.rows.find((row) => row.key === key)!;
      return rest;
    };
    assert.deepEqual(steps(first.member_id), {
      shares: 2,
      clicks: 3,
      orders: 3,
      paid: 2,
      kept: 1,
      paid_fen: 40_000,
      kept_fen: 10_000,
    });
    assert.deepEqual(steps(second.member_id), {
      shares: 1,
      clicks: 0,
      orders: 0,
      paid: 0,
      kept: 0,
      paid_fen: 0,
      kept_fen: 0,
    });
    assert.equal(steps(null).kept_fen, 20_000);
    assert.equal(byDistributor.total.kept_fen, 30_000);
    assert.equal(byDistributor.total.shares, 4);
    assert.deepEqual(byDistributor.rows.map(({ key }) => key), [
      null,
      first.member_id,
      second.member_id,
    ]);

    const byProduct = await funnel(mall, 30, "product");
    assert.deepEqual(byProduct.total, byDistributor.total);
    assert.equal(byProduct.rows.find(({ key }) => key === product_id)?.label, "明前龙井");
    assert.deepEqual(
      [steps(product_id, byProduct).orders, steps(product_id, byProduct).kept_fen],
      [1, 10_000],
    );
    await db.clock.setNow("2026-11-30T16:00:00Z"); // midnight in Shanghai
    const empty = await funnel(mall, 1);
    assert.deepEqual([empty.rows, empty.total.clicks], [[], 0]);
  }));

Deno.test("the funnel's days end today by the mall's clock, whatever the day is elsewhere", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2026-11-30T15:59:59Z");
    const days = async (span: number) => {
      const { from_day, to_day } = await funnel(mall, span);
      return [from_day, to_day];
    };
    assert.deepEqual(await days(1), ["2026-11-30", "2026-11-30"]);
    assert.deepEqual(await days(7), ["2026-11-24", "2026-11-30"]);
    await db.clock.freeze("2026-11-30T16:00:00Z");
    assert.deepEqual(await days(1), ["2026-12-01", "2026-12-01"]);
    assert.deepEqual(await days(92), ["2026-09-01", "2026-12-01"]);
  }));
