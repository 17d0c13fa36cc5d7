import assert from "node:assert/strict";
import { Product, Shop } from "@/contracts/catalog.ts";
import { FreightTemplate, FreightTemplates } from "@/contracts/staff/freight.ts";
import { freight, rate, saveFreight, sentBy } from "@/tests/support/freight.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiters } from "@/tests/support/waiting.ts";

const tibet = { province: "西藏自治区", city: null };
const remove = (mall: Mall, template_id: string) =>
  mall.command("delete_freight_template", { template_id, reason: "不用了" });

async function templates(mall: Mall): Promise<FreightTemplate[]> {
  const answer = await mall.db.call(mall.owner, "list_freight_templates", { shop: mall.shop });
  return FreightTemplates.parse(answer).items;
}

Deno.test("a template is read as it was saved, and saved again on top of its version", () =>
  onMall(async (mall) => {
    const rates = [
      rate({ first_fen: 800, free_from_fen: 9_900, free_from_pieces: 3 }),
      rate({ regions: [{ province: "广东省", city: "深圳市" }, tibet], is_served: false }),
    ];
    const saved = FreightTemplate.parse(await saveFreight(mall, { rates }));
    assert.deepEqual(await templates(mall), [saved]);
    assert.deepEqual(saved.rates, rates);
    assert.deepEqual([saved.version, saved.by, saved.product_count], [1, "店主", 0]);
    const { id, version } = saved;
    const again = await saveFreight(mall, { id, version, name: "顺丰", unit: "weight" });
    assert.deepEqual([again.version, again.name, again.rates], [2, "顺丰", freight.rates]);
  }));

Deno.test("eight save one template at the same moment: one succeeds, the others are told how it stands now", () =>
  onMall(async (mall, db) => {
    const { id, version } = await saveFreight(mall);
    const saving: ReturnType<typeof saveFreight>[] = [];
    await db.sql.begin(async (held) => {
      await held`select from shop.freight_templates where id = ${id} for update`;
      for (let n = 0; n < 8; n++) saving.push(saveFreight(mall, { id, version, name: `第${n}版` }));
      for (const one of saving) one.catch(() => {}); // judged below
      await waiters(db, 8);
    });
    const tried = await Promise.allSettled(saving);
    const done = tried.filter((one) => one.status === "fulfilled");
    assert.equal(done.length, 1);
    for (const one of tried) {
      if (one.status === "fulfilled") continue;
      assert.equal(one.reason.message, "FREIGHT_TEMPLATE_CHANGED");
      const { template } = JSON.parse(one.reason.detail);
      assert.deepEqual(template, done[0]!.value);
    }
  }));

Deno.test("while products are pointed to a template it is deleted: either the deletion or the products are refused", () =>
  onMall(async (mall, db) => {
    for (let round = 0; round < 4; round++) {
      const { id } = await saveFreight(mall, { name: `模板${round}` });
      const pointing = Array.from({ length: 6 }, () => () => sentBy(mall, id));
      const taking = () => remove(mall, id);
      const doing: Promise<unknown>[] = [];
      await db.sql.begin(async (held) => {
        await held`select from shop.freight_templates where id = ${id} for update`;
        for (const act of round % 2 ? [...pointing, taking] : [taking, ...pointing]) {
          doing.push(act());
          doing.at(-1)!.catch(() => {}); // judged below
          await waiters(db, doing.length);
        }
      });
      const ended = await Promise.allSettled(doing);
      const tried = round % 2 ? ended : [...ended.slice(1), ended[0]!];
      const saved = tried.slice(0, 6).filter(({ status }) => status === "fulfilled").length;
      const is_deleted = tried[6]!.status === "fulfilled";
      assert.equal(is_deleted, saved === 0, `${saved} saved`);
      const codes = tried.flatMap((one) => one.status === "rejected" ? [one.reason.message] : []);
      const wanted = is_deleted ? "FREIGHT_TEMPLATE_NOT_FOUND" : "FREIGHT_TEMPLATE_IN_USE";
      assert.deepEqual([...new Set(codes)], [wanted]);
      const [row] = await db.sql`
        select count(*)::int as n from catalog.products where freight_template_id = ${id}`;
      assert.equal(row!.n, saved);
    }
  }));

Deno.test("a form that was opened before another template became the default does not take that back", () =>
  onMall(async (mall) => {
    const former = await saveFreight(mall, { name: "甲", is_default: true });
    const now = await saveFreight(mall, { name: "乙", is_default: true });
    const { id, version } = former;
    await refuses(
      "FREIGHT_TEMPLATE_CHANGED",
      saveFreight(mall, { id, version, name: "甲二", is_default: true }),
    );
    const shown = (await templates(mall)).map((one) => [one.id, one.is_default]);
    assert.deepEqual(new Map(shown as [string, boolean][]), new Map([[id, false], [now.id, true]]));
  }));

Deno.test("of templates that become the default at the same moment exactly one is it, without a deadlock", () =>
  onMall(async (mall) => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, n) => saveFreight(mall, { name: `模板${n}` })),
    );
    const tried = await Promise.allSettled(
      made.map(({ id, version, name }) =>
        saveFreight(mall, { id, version, name, is_default: true })
      ),
    );
    assert.deepEqual(tried.map(({ status }) => status), Array(6).fill("fulfilled"));
    assert.equal((await templates(mall)).filter(({ is_default }) => is_default).length, 1);
  }));

Deno.test("the shop's own template and one that a product points to are not deleted", () =>
  onMall(async (mall) => {
    const own = await saveFreight(mall, { name: "默认", is_default: true });
    const used = await saveFreight(mall);
    await sentBy(mall, used.id);
    for (const [id, uses] of [[own.id, [0, true]], [used.id, [1, false]]] as const) {
      await assert.rejects(remove(mall, id), (error: Error & { detail?: string }) => {
        const { products, is_default } = JSON.parse(error.detail!);
        assert.deepEqual([products, is_default], uses);
        return error.message === "FREIGHT_TEMPLATE_IN_USE";
      });
    }
    const other = await saveFreight(mall, { name: "新的", is_default: true });
    assert.deepEqual(
      (await templates(mall)).filter((one) => one.is_default).map(({ id }) => id),
      [other.id],
    );
    await remove(mall, own.id);
    await refuses("FREIGHT_TEMPLATE_NOT_FOUND", remove(mall, own.id));
  }));

Deno.test("a template that could not price an order is refused at its field", () =>
  onMall(async (mall) => {
    await saveFreight(mall, { name: "有了" });
    const cases = {
      "template.name": [{ name: "有了" }, { name: " " }],
      "template.rates": [
        { rates: [] },
        { rates: [rate({ is_served: false })] },
        { rates: [rate({ regions: [tibet] })] },
        { rates: [rate(), rate()] },
        { rates: [rate(), rate({ regions: [tibet] }), rate({ regions: [tibet] })] },
        { rates: [rate({ first_units: 0 })] },
        { rates: [rate({ first_fen: -1 })] },
        { rates: [rate({ free_from_fen: 0 })] },
      ],
    };
    for (const [field, forms] of Object.entries(cases)) {
      for (const form of forms) {
        await assert.rejects(saveFreight(mall, form), (error: Error & { detail?: string }) => {
          assert.equal(error.message, "INVALID_REQUEST", JSON.stringify(form));
          assert.equal(JSON.parse(error.detail!).field, field, JSON.stringify(form));
          return true;
        });
      }
    }
  }));

Deno.test("shoppers are shown what sending costs: of the product's template, of the shop's own, or the flat freight", () =>
  onMall(async (mall, db) => {
    await mall.settings({ freight_fen: 300 });
    const shop = async () =>
      Shop.parse(await db.call({ role: "anon" }, "get_shop", { shop: mall.shop }));
    const product = async (sku: string) => {
      const [row] = await db.sql`select product_id from catalog.skus where id = ${sku}`;
      const args = { shop: mall.shop, product: row!.product_id };
      return Product.parse(await db.call({ role: "anon" }, "get_product", args));
    };
    assert.deepEqual([(await shop()).freight_fen, (await shop()).freight_varies], [300, false]);
    const own = await saveFreight(mall, {
      ...{ name: "默认", is_default: true },
      rates: [rate({ first_fen: 800, further_fen: 0, free_from_fen: 9_900 })],
    });
    assert.deepEqual(
      [(await shop()).freight_fen, (await shop()).free_freight_from_fen],
      [800, 9_900],
    );
    const far = await saveFreight(mall, {
      rates: [
        rate({ is_served: false }),
        rate({ regions: [{ province: "广东省", city: "深圳市" }], free_from_pieces: 2 }),
        rate({ regions: [tibet], is_served: false }),
      ],
    });
    const shown = await product(await sentBy(mall, far.id));
    assert.deepEqual([shown.freight_fen, shown.free_freight_from_pieces], [100, 2]);
    assert.deepEqual([shown.freight_varies, shown.regions_not_served], [
      true,
      ["西藏自治区", "其他地区"],
    ]);
    const plain = await sentBy(mall, null);
    assert.equal((await product(plain)).freight_template_id, own.id);
    const changed = { id: own.id, version: own.version, name: "默认", is_default: true };
    await saveFreight(mall, changed);
    assert.equal((await product(plain)).freight_fen, 100, "a change is seen at once");
  }));
