import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { moment, notice, pagesOf } from "@/tests/support/pages.ts";
import { waiters } from "@/tests/support/waiting.ts";

const reason = "装修";

/** What came of each try: "done", or the code of its refusal. */
const outcomesOf = async (tries: Promise<unknown>[]) =>
  (await Promise.allSettled(tries)).map((one) =>
    one.status === "fulfilled" ? "done" : one.reason.message
  );

Deno.test("what is published now is shown, though another version came into force while it waited", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    const { id } = await pages.home();
    const planned = await pages.save({ id, version: 1, title: "首页", blocks: [notice("定时")] });
    await pages.publish(planned, await moment(mall, 60));
    const now = { id, version: 2, title: "首页", blocks: [notice("现在")] };
    const { version } = await pages.save(now);
    const args = { shop: mall.shop, page_id: id, version, at: null, reason };
    await db.as("mall_api").begin(async (slow) => {
      await slow`select 1`; // its time stands still from here on
      await db.sql`update shop.page_versions set publish_at = private.now() where number = 2`;
      await slow.unsafe("select private.call_as($1::text::jsonb, $2, $3::text::jsonb)", [
        JSON.stringify(mall.owner),
        "publish_page",
        JSON.stringify({ ...args, idempotency_key: newKey() }),
      ]);
    });
    assert.deepEqual((await pages.showHome()).blocks, now.blocks);
  }));

Deno.test("of a page's many versions the newest 100 are read, and besides them the one in force and those planned", () =>
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

Deno.test("of eight people who cancel one planned version at once one does, and the others are refused", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const home = await pages.home();
    await pages.publish(home, await moment(mall, 60));
    const cancel = () =>
      mall.command("cancel_page_version", { page_id: home.id, number: 2, reason });
    assert.deepEqual((await outcomesOf(Array.from({ length: 8 }, cancel))).toSorted(), [
      ...Array(7).fill("PAGE_VERSION_STATE"),
      "done",
    ]);
  }));

Deno.test("a topic that is put away while its publication waits is not published", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    const topic = await pages.save({ title: "春茶", blocks: [notice("春")] });
    let published: Promise<string[]> | undefined;
    await db.sql.begin(async (tx) => {
      await tx`update shop.pages set status = 'archived' where id = ${topic.id}`;
      published = outcomesOf([pages.publish(topic)]);
      await waiters(db);
    });
    assert.deepEqual(await published, ["PAGE_NOT_FOUND"]);
    assert.deepEqual((await pages.read(topic.id)).versions, []);
  }));

Deno.test("the last place for a page is filled once when eight topics are added at the same moment", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    await db.sql`
      insert into shop.pages (shop_id, kind, title, blocks)
      select ${mall.shop_id}, 'topic', 't' || n, '[]' from generate_series(1, 197) n`;
    const home = await pages.home();
    let added: Promise<string[]> | undefined;
    await db.sql.begin(async (tx) => {
      await tx`select from shop.pages where id = ${home.id} for no key update`;
      const add = (_: unknown, n: number) => pages.save({ title: `茶${n}`, blocks: [] });
      added = outcomesOf(Array.from({ length: 8 }, add));
      await waiters(db, 8);
    });
    assert.deepEqual((await added!).toSorted(), [...Array(7).fill("INVALID_REQUEST"), "done"]);
    assert.equal((await pages.list()).length, 200);
    await refuses("INVALID_REQUEST", pages.save({ title: "再来", blocks: [] }));
  }));
