import assert from "node:assert/strict";
import { earningOf, earningsOf, paidFor, shelve, whyOf } from "@/tests/support/earnings.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { extra, publishRules, rule, shop_rates } from "@/tests/support/rules.ts";
import { pin, saveTier } from "@/tests/support/tiers.ts";

Deno.test("a distributor sees what one piece would earn: the cheapest SKU's sum, a range over those on sale", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const { product, skus } = await shelve(mall, [9900, 4900, 29_900]);
    await publishRules(mall, shop_rates(1000, 500));
    const shown = { product_id: product, lowest_fen: 490, highest_fen: 2990, default_fen: 490 };
    assert.deepEqual(await earningOf(mall, level1, product), { ...shown, extra: null });
    for (const [n, earned] of [990, 490, 2990].entries()) {
      assert.equal(await paidFor(mall, buyer, skus[n]!), earned);
    }
    await db.sql`update catalog.skus set status = 'off_sale' where id = ${skus[2]!}`;
    assert.equal((await earningOf(mall, level1, product))!.highest_fen, 990);
    const of_sku = rule({ scope: "sku", scope_id: skus[0]!, rate_bps: 2000 });
    const of_tier = rule({ tier: 2, rate_bps: 1500 });
    await publishRules(mall, shop_rates(1000, 500, { rules: [of_sku, of_tier] }));
    assert.deepEqual(await earningOf(mall, level1, product), {
      ...shown,
      highest_fen: 1980,
      extra: null,
    });
    await saveTier(mall, 2, { orders: 100 });
    await pin(mall, level1);
    assert.equal((await earningOf(mall, level1, product))!.default_fen, 735);
    assert.equal(await paidFor(mall, buyer, skus[1]!), 735);
  }));

Deno.test("an extra is named with its last day, the volume's step counts where it pays ahead, and the cap cuts", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    const { product, skus } = await shelve(mall, [10_000]);
    await mall.db.clock.freeze("2026-11-05T04:00:00Z");
    const singles = extra({
      ...{ name: "双十一加佣", extra_bps: 300 },
      ...{ starts_at: "2026-11-01T00:00:00+08:00", ends_at: "2026-11-13T00:00:00+08:00" },
    });
    const volume = {
      volume_mode: "ahead" as const,
      volume_steps: [{ from_fen: 10_000, bps: 200 }],
    };
    await publishRules(
      mall,
      shop_rates(1000, 500, { cap_bps: 2000, extras: [singles], ...volume }),
    );
    const first = await earningOf(mall, level1, product);
    assert.deepEqual([first!.default_fen, first!.extra], [1300, "双十一加佣 3%，至 11月12日"]);
    await mall.buy(buyer, [{ sku_id: skus[0]!, quantity: 1 }]);
    await mall.db.clock.freeze("2026-11-05T04:00:01Z");
    assert.equal((await earningOf(mall, level1, product))!.default_fen, 1500);
    assert.equal(await paidFor(mall, buyer, skus[0]!), 1500);
    const { steps, skus: each } = await whyOf(mall, level1, product);
    assert.deepEqual(each, [{ sku_id: skus[0], price_fen: 10_000, earned_fen: 1500 }]);
    assert.deepEqual(steps.map(({ words }) => words), [
      "¥100.00，现价买一件；成交时按优惠后实付的商品金额，不含运费",
      "全店规则，比例 10%，合计不超过 20%；按客户下单时的规则和你的等级",
      "双十一加佣 3%，至 11月12日",
      "本月已成交 ¥100.00，到 2% 这一档",
      "¥100.00 × 10% + 加佣（双十一加佣 3%）¥3.00 + 阶梯 2% ¥2.00 = ¥15.00",
    ]);
    await mall.db.sql`update shop.rule_sets set cap_bps = 1700 where ends_at is null`;
    assert.equal((await earningOf(mall, level1, product))!.default_fen, 1200);
    assert.equal(await paidFor(mall, buyer, skus[0]!), 1200);
  }));

Deno.test("what may change by itself says when: a rule, an extra, the next set, the month of the volume", () =>
  onMall(async (mall) => {
    const { level1 } = await mall.chain();
    const { product } = await shelve(mall, [10_000]);
    await mall.db.clock.freeze("2026-01-31T04:00:00Z");
    const volumes: boolean[] = [];
    const next = async () => {
      const { changes_at, follows_volume } = await earningsOf(mall, level1, product);
      volumes.push(follows_volume);
      return Date.parse(changes_at ?? "2100-01-01T00:00:00Z");
    };
    await publishRules(mall, shop_rates(1000, 500));
    assert.equal(await next(), Date.parse("2100-01-01T00:00:00Z"));
    const volume = { volume_mode: "ahead" as const, volume_steps: [{ from_fen: 1, bps: 100 }] };
    await publishRules(mall, shop_rates(1000, 500, volume));
    assert.equal(await next(), Date.parse("2026-02-01T00:00:00+08:00"));
    const held = { starts_at: "2026-01-31T05:00:00Z", ends_at: "2026-01-31T07:00:00Z" };
    await publishRules(mall, shop_rates(1000, 500, { extras: [extra(held)] }));
    assert.equal(await next(), Date.parse(held.starts_at));
    await mall.db.clock.freeze("2026-01-31T06:00:00Z");
    assert.equal(await next(), Date.parse(held.ends_at));
    await publishRules(mall, shop_rates(2000, 500), "2026-01-31T06:30:00Z");
    assert.equal(await next(), Date.parse("2026-01-31T06:30:00Z"));
    await mall.db.clock.freeze("2026-01-31T06:30:00Z");
    assert.equal((await earningOf(mall, level1, product))!.default_fen, 2000);
    assert.deepEqual(volumes, [false, true, false, false, false]);
  }));

Deno.test("goods that are not distributed, not on sale or pay nothing are left out, and fifty are the most", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    const { product } = await shelve(mall, [10_000]);
    const free = await shelve(mall, [10_000]);
    const none = rule({ scope: "product", scope_id: free.product });
    await publishRules(mall, shop_rates(1000, 500, { rules: [none] }));
    const { items } = await earningsOf(mall, level1, product, free.product, crypto.randomUUID());
    assert.deepEqual(items.map(({ product_id }) => product_id), [product]);
    await refuses("PRODUCT_NOT_FOUND", whyOf(mall, level1, free.product));
    await db.sql`update catalog.products set distributable = false where id = ${product}`;
    assert.deepEqual((await earningsOf(mall, level1, product)).items, []);
    await refuses("PRODUCT_NOT_FOUND", whyOf(mall, level1, product));
    await db.sql`update catalog.products set distributable = true, status = 'off_sale'`;
    assert.deepEqual((await earningsOf(mall, level1, product)).items, []);
    const many = Array.from({ length: 51 }, () => crypto.randomUUID());
    await refuses("INVALID_REQUEST", earningsOf(mall, level1, ...many));
    await refuses("INVALID_REQUEST", earningsOf(mall, level1));
  }));

Deno.test("a shopper, an applicant and who is suspended or expelled read no earnings", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const { product } = await shelve(mall, [10_000]);
    const read = (code: string, who: typeof buyer) =>
      Promise.all([
        refuses(code, earningsOf(mall, who, product)),
        refuses(code, whyOf(mall, who, product)),
      ]);
    await read("DISTRIBUTOR_REQUIRED", buyer);
    await db.call(buyer, "apply_distributor", {
      idempotency_key: crypto.randomUUID(),
      terms_version: "2026-01",
    });
    await read("DISTRIBUTOR_REQUIRED", buyer);
    const decide = (fn: string) =>
      mall.command(fn, { distributor_id: level1.member_id, reason: "核对" });
    await decide("suspend_distributor");
    await read("DISTRIBUTOR_INACTIVE", level1);
    await decide("restore_distributor");
    assert.equal((await earningsOf(mall, level1, product)).items.length, 1);
    await decide("expel_distributor");
    await read("DISTRIBUTOR_INACTIVE", level1);
  }));

Deno.test("another rule set is told to staff once and to each approved distributor, to nobody else", () =>
  onMall(async (mall, db) => {
    const { level1, level2 } = await mall.chain();
    await mall.command("suspend_distributor", { distributor_id: level2.member_id, reason: "核对" });
    await db.sql`delete from realtime.messages where true`;
    const { id } = await publishRules(mall, shop_rates(1000, 500));
    const told = await db.sql`select topic, payload ->> 'id' as id from realtime.messages
      where event = 'rules.changed' order by topic`;
    assert.deepEqual(told.map((one) => ({ ...one })), [
      { topic: `member:${level1.member_id}`, id },
      { topic: `shop:${mall.shop_id}:live`, id },
    ]);
    const events = await db.sql`select from ops.events where kind = 'rules.changed'`;
    assert.equal(events.length, 1);
    await mall.command("save_commission_rule", {
      rule: { level1_bps: 900, level2_bps: 500, cap_bps: 2000, levels: 2 },
      reason: "调整",
    });
    const again = await db.sql`select from realtime.messages where event = 'rules.changed'`;
    assert.equal(again.length, 4);
  }));
