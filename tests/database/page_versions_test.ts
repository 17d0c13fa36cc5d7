import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { moment, notice, pagesOf } from "@/tests/support/pages.ts";
import { until } from "@/tests/support/waiting.ts";

const reason = "装修";

Deno.test("what is published now is shown, though another version came into force while it waited", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    const { id } = await pages.home();
    const planned = await pages.save({ id, version: 1, title: "首页", blocks: [notice("定时")] });
    const soon = await moment(mall, 1);
    await pages.publish(planned, soon);
    const now = { id, version: 2, title: "首页", blocks: [notice("现在")] };
    const { version } = await pages.save(now);
    const args = { shop: mall.shop, page_id: id, version, at: null, reason };
    await db.as("mall_api").begin(async (slow) => {
      await slow`select 1`; // its time stands still from here on
      await until("the moment", async () => await moment(mall, 0) > soon);
      await slow.unsafe("select private.call_as($1::text::jsonb, $2, $3::text::jsonb)", [
        JSON.stringify(mall.owner),
        "publish_page",
        JSON.stringify({ ...args, idempotency_key: newKey() }),
      ]);
    });
    assert.deepEqual((await pages.showHome()).blocks, now.blocks);
  }));

Deno.test("of very many versions of a page the newest are read, the one in force and those to come", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    const home = await pages.home();
    await pages.publish(home, await moment(mall, 60));
    await db.sql`
      insert into shop.page_versions (shop_id, page_id, number, title, blocks, publish_at)
      select ${mall.shop_id}, ${home.id}, n, '首页', '[]', private.now() - interval '1 day'
        from generate_series(3, 110) n`;
    const { versions } = await pages.read(home.id);
    assert.deepEqual([versions.length, versions[99]!.number], [102, 11]);
    assert.deepEqual(versions.slice(100).map(({ number, state }) => [number, state]), [
      [2, "scheduled"],
      [1, "in_force"],
    ]);
  }));
