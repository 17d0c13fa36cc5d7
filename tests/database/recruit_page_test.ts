import assert from "node:assert/strict";
import { page_templates, recruit_templates } from "@/contracts/page_templates.ts";
import type { Block, ShownPage } from "@/contracts/pages.ts";
import { StaffPages } from "@/contracts/staff/pages.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { notice, pagesOf } from "@/tests/support/pages.ts";

const reason = "招募";

const recruitOf = async (mall: Mall) => {
  const pages = pagesOf(mall);
  const [, page] = StaffPages.parse({ items: await pages.list() }).items;
  assert.equal(page!.kind, "recruit");
  return page!;
};

const shown = async (mall: Mall) =>
  (await mall.db.call<ShownPage>({ role: "anon" }, "get_recruit_page", { shop: mall.shop })).blocks;

const text = (said: string): Block => ({ kind: "text", title: "", text: said, align: "left" });

Deno.test("the recruitment page is drafted, published and taken up again like any page, and put away", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const { id, title } = await recruitOf(mall);
    assert.deepEqual(await shown(mall), []);
    const save = (version: number, blocks: Block[]) => pages.save({ id, version, title, blocks });
    const first = await save(1, [text("分享给朋友")]);
    assert.deepEqual(await shown(mall), [], "a draft is seen by nobody");
    await pages.publish(first);
    assert.deepEqual(await shown(mall), [text("分享给朋友")]);
    await pages.publish(await save(2, [text("换一种说法")]));
    const { blocks } = await mall.db.call<{ blocks: Block[] }>(mall.owner, "get_page_version", {
      ...{ shop: mall.shop, page_id: id, number: 1 },
    });
    await pages.publish(await save(3, blocks));
    assert.deepEqual(await shown(mall), [text("分享给朋友")]);
    const put = (archived: boolean) =>
      mall.command("set_page_status", { page_id: id, archived, reason });
    await put(true);
    assert.deepEqual(await shown(mall), []);
    await put(false);
    assert.deepEqual(await shown(mall), [text("分享给朋友")]);
  }));

Deno.test("it is read above the application only, and blocks lead there by the way to apply", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const page = await recruitOf(mall);
    const draft = { id: page.id, version: 1, title: page.title, blocks: [notice("好")] };
    await pages.publish(await pages.save(draft));
    await refuses("PAGE_NOT_FOUND", pages.show(page.id));
    const link = { to: "page", id: page.id } as const;
    await refuses(
      "INVALID_REQUEST",
      pages.save({ title: "春茶", blocks: [{ ...notice("好"), link }] }),
    );
    await pages.save({ title: "春茶", blocks: [{ ...notice("好"), link: { to: "recruit" } }] });
  }));

const refused: [string, string, Record<string, unknown>][] = [
  ["a title", "title", { title: "躺 赚", blocks: [] }],
  ["a text", "blocks.1.text", { blocks: [notice("好"), text("不用拉人头")] }],
  ["an item's title", "blocks.0.items.0.title", {
    blocks: [{
      ...{ kind: "nav", source: "chosen" },
      items: [{ image_url: null, title: "发展下级", link: null }],
    }],
  }],
  ["the way to itself", "blocks.0.kind", {
    blocks: [{ kind: "recruit", title: "一起分享", text: "" }],
  }],
];

Deno.test("C96 C98 the recruitment page promises nothing for nothing or for people: the field is named", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const { id, title } = await recruitOf(mall);
    for (const [name, field, page] of refused) {
      await assert.rejects(
        pages.save({ id, version: 1, title, ...page }),
        ({ message, detail }: Error & { detail: string }) => {
          assert.equal(message, "INVALID_REQUEST", name);
          assert.equal(JSON.parse(detail).field, field, name);
          return true;
        },
      );
    }
    await pages.save({ title: "专题", blocks: [text("新品上线，旧款下线")] });
    await pages.save({ id, version: 1, title, blocks: [text("新品上线")] });
  }));

Deno.test("every template can be saved where it is offered", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const { id, title } = await recruitOf(mall);
    for (const [n, { blocks }] of recruit_templates.entries()) {
      await pages.save({ id, version: n + 1, title, blocks });
    }
    for (const { name, blocks } of page_templates) await pages.save({ title: name, blocks });
  }));
