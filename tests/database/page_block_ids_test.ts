import assert from "node:assert/strict";
import { ShownPage } from "@/contracts/pages.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { notice, pagesOf } from "@/tests/support/pages.ts";

Deno.test("every block has an id, which it keeps when it is moved, changed and published; shoppers do not see it", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const home = await pages.home();
    const opened = home.blocks.map(({ id }) => id);
    assert.equal(new Set(opened).size, home.blocks.length);
    assert.ok(opened.every((id) => id));
    const blocks = [notice("新"), ...home.blocks.toReversed()];
    const saved = await pages.save({ id: home.id, version: 1, title: "首页", blocks });
    const [added, ...others] = saved.blocks.map(({ id }) => id);
    assert.ok(added && !opened.includes(added));
    assert.deepEqual(others, opened.toReversed());
    await pages.publish(saved);
    ShownPage.parse(await pages.showHome()); // strict: no block of it may have an id
    assert.deepEqual((await pages.home()).blocks, saved.blocks);
    assert.equal((await pages.home()).is_draft_newer, false);
  }));

Deno.test("two blocks of one page have no common id", () =>
  onMall(async (mall) => {
    const id = crypto.randomUUID();
    const two = (other: string) => [{ ...notice("一"), id }, { ...notice("二"), id: other }];
    const pages = pagesOf(mall);
    for (const other of [id, id.toUpperCase()]) {
      await refuses("INVALID_REQUEST", pages.save({ title: "春茶", blocks: two(other) }));
    }
    const { blocks } = await pages.save({ title: "春茶", blocks: two(crypto.randomUUID()) });
    assert.equal(blocks[0]!.id, id);
  }));
