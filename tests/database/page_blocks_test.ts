import assert from "node:assert/strict";
import { page_templates } from "@/contracts/page_templates.ts";
import { Block, type PageLink } from "@/contracts/pages.ts";
import { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { listsOf, notice, pagesOf, products } from "@/tests/support/pages.ts";

const picture = "https://example.com/tea.png";
const reason = "装修";

async function productOf(mall: Mall, price_fen = 1000): Promise<string> {
  const [sku] = await mall.product([price_fen]) as [string];
  const [row] = await mall.db.sql<{ product_id: string }[]>`
    select product_id from catalog.skus where id = ${sku}`;
  return row!.product_id;
}

const shelfOf = async (mall: Mall) =>
  (await mall.command<{ id: string }>("save_category", { category: { name: "茶具" }, reason })).id;

Deno.test("a block that names what is gone hides itself, and the editor says why", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const [sold, kept] = [await productOf(mall), await productOf(mall)];
    const [shelf, category] = [await shelfOf(mall), await shelfOf(mall)];
    const later = await pages.save({ title: "以后", blocks: [] });
    const to = (link: PageLink) => ({ image_url: picture, title: "看看", link });
    const page = await pages.save({
      title: "春茶",
      blocks: [
        products({ product_ids: [sold, kept] }),
        products({ product_ids: [sold] }),
        products({ category_id: shelf }),
        { kind: "nav", source: "chosen", items: [to({ to: "category", id: category })] },
        {
          kind: "images",
          title: "",
          columns: 2,
          items: [to({ to: "product", id: sold }), to({ to: "page", id: later.id })],
        },
        { ...notice("去看"), link: { to: "category", id: category } },
      ],
    });
    assert.deepEqual(page.gone, [{ at: "blocks.4.items.1.link", state: "unpublished" }]);
    await pages.publish(page);
    const before = await pages.show(page.id);
    assert.deepEqual(before.blocks.map(({ kind }) => kind), [
      ...["products", "products", "nav", "images", "notice"],
    ]);
    await mall.command("set_product_status", { product_id: sold, on_sale: false, reason });
    await mall.command("delete_category", { category_id: category, reason });
    const after = await pages.show(page.id);
    assert.deepEqual(listsOf(after).map((list) => list.map(({ id }) => id)), [[kept]]);
    assert.equal(after.blocks.length, 1);
    const { gone } = await pages.read(page.id);
    assert.deepEqual(
      new Set(gone.map(({ at, state }) => `${at} ${state}`)),
      new Set([
        ...["blocks.0.product_ids.0 off_sale", "blocks.1.product_ids.0 off_sale"],
        ...["blocks.3.items.0.link missing", "blocks.4.items.0.link off_sale"],
        ...["blocks.4.items.1.link unpublished", "blocks.5.link missing"],
      ]),
    );
    await refuses("INVALID_REQUEST", pages.publish(page));
  }));

/** What is wrong, in a block that is right otherwise. */
const wrong_blocks: [string, Record<string, unknown>][] = [
  ["an unknown kind", { kind: "lottery" }],
  ["an id that is none", { ...notice("好"), id: "1" }],
  ["an unknown field", { ...notice("好"), colour: "red" }],
  ["a field left out", { kind: "notice", text: "好" }],
  ["an empty text", notice(" ")],
  ["a text too long", notice("长".repeat(61))],
  ["a number as text", { kind: "space", height: "20", line: true }],
  ["a number out of bounds", { kind: "space", height: 121, line: true }],
  ["half a number", { kind: "space", height: 20.5, line: true }],
  ["no picture", { kind: "banner", ratio: "wide", items: [{ image_url: "tea.png", link: null }] }],
  ["no items", { kind: "banner", ratio: "wide", items: [] }],
  ["an unknown choice", { ...products(), layout: "circle" }],
  ["a product twice", products({ product_ids: [crypto.randomUUID()].flatMap((id) => [id, id]) })],
  ["nothing chosen", { ...products(), source: "chosen" }],
  ["no entries", { kind: "nav", source: "chosen", items: [] }],
  ["a link to nowhere known", { ...notice("好"), link: { to: "web", id: picture } }],
  ["a link without an id", { ...notice("好"), link: { to: "product" } }],
  ["a link with more", { ...notice("好"), link: { to: "all", id: crypto.randomUUID() } }],
  ["a field of an item", {
    kind: "images",
    title: "",
    columns: 2,
    items: [{ image_url: picture, title: "", link: null, x: 1 }],
  }],
];

Deno.test("the contract and SQL refuse the same blocks, SQL with the field, and both take each kind", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const right: Block[] = [
      { kind: "shop" },
      { kind: "banner", ratio: "tall", items: [{ image_url: picture, link: { to: "recruit" } }] },
      { ...notice("好"), link: { to: "all" } } as Block,
      {
        kind: "images",
        title: "",
        columns: 1,
        items: [{ image_url: picture, title: "", link: null }],
      },
      { kind: "nav", source: "chosen", items: [{ image_url: null, title: "茶", link: null }] },
      products(),
      { kind: "text", title: "", text: "好茶", align: "center" },
      { kind: "recruit", title: "一起分享", text: "" },
      { kind: "space", height: 8, line: false },
    ];
    for (const block of right) Block.parse(block);
    const { id, version } = await pages.save({ title: "各种", blocks: right });
    const save = (blocks: unknown[]) => pages.save({ id, version, title: "各种", blocks });
    for (const [name, block] of wrong_blocks) {
      assert.ok(!Block.safeParse(block).success, name);
      await assert.rejects(save([block]), ({ message, detail }: Error & { detail: string }) => {
        assert.equal(message, "INVALID_REQUEST", name);
        assert.match(JSON.parse(detail).field, /^blocks\.0/, name);
        return true;
      });
    }
    await refuses("INVALID_REQUEST", save([notice("好".padEnd(61))])); // blanks are kept too
    await refuses("INVALID_REQUEST", save(Array(41).fill({ kind: "shop" })));
    await refuses("INVALID_REQUEST", pages.save({ title: "字".repeat(21), blocks: [] }));
  }));

Deno.test("what a block leads to must be the shop's own", () =>
  onMall(async (mall, db) => {
    const other = await Mall.open(db, "other");
    const foreign = await pagesOf(other).save({ title: "别家", blocks: [] });
    const product = await productOf(other);
    for (const [to, id] of [["page", foreign.id], ["product", product]] as const) {
      await assert.rejects(
        pagesOf(mall).save({ title: "春茶", blocks: [{ ...notice("好"), link: { to, id } }] }),
        ({ detail }: Error & { detail: string }) => JSON.parse(detail).field === "blocks.0.link",
      );
    }
  }));

Deno.test("every template can be saved as it is, and the first is what a shop opens with", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    for (const { name, blocks } of page_templates) await pages.save({ title: name, blocks });
    const [row] = await db.sql<{ first: Block[] }[]>`select private.first_blocks() as first`;
    assert.deepEqual(row!.first, page_templates[0]!.blocks);
  }));
