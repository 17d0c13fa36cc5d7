import assert from "node:assert/strict";
import { type Block, ShownPage } from "@/contracts/pages.ts";
import { PageDraft, StaffPageDetail, StaffPages } from "@/contracts/staff/pages.ts";
import { onMall, refuses, seconds } from "@/tests/support/on_mall.ts";
import { listsOf, moment, notice, pagesOf } from "@/tests/support/pages.ts";

const reason = "装修";

Deno.test("a shop that changed nothing shows itself, its shelves, what it recommends and what is new", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    await mall.product([1000]);
    const shown = ShownPage.parse(await pages.showHome());
    assert.deepEqual(shown.blocks.map(({ kind }) => kind), ["shop", "nav", "products", "products"]);
    assert.deepEqual(listsOf(shown).map((list) => list.length), [1, 1]);
    const { items } = StaffPages.parse({ items: await pages.list() });
    assert.deepEqual(items.map(({ kind, is_draft_newer }) => [kind, is_draft_newer]), [
      ["home", false],
      ["recruit", true],
    ]);
    const detail = StaffPageDetail.parse(await pages.home());
    assert.deepEqual(detail.versions.map(({ state, by }) => [state, by]), [["in_force", null]]);
  }));

Deno.test("a draft is seen by nobody until it is published, and an earlier version can be taken up again", () =>
  onMall(async (mall, db) => {
    const pages = pagesOf(mall);
    const before = await pages.home();
    const draft = PageDraft.parse(
      await pages.save({ id: before.id, version: 1, title: "首页", blocks: [notice("春茶到了")] }),
    );
    assert.deepEqual([draft.version, draft.is_draft_newer], [2, true]);
    assert.equal((await pages.showHome()).blocks[0]!.kind, "shop");
    await pages.publish(draft);
    assert.deepEqual((await pages.showHome()).blocks, [notice("春茶到了")]);
    const { versions } = await pages.home();
    assert.deepEqual(versions.map(({ number, state, by }) => [number, state, by]), [
      [2, "in_force", "店主"],
      [1, "earlier", null],
    ]);
    const first = await db.call<{ blocks: Block[] }>(mall.owner, "get_page_version", {
      shop: mall.shop,
      page_id: before.id,
      number: 1,
    });
    assert.deepEqual(first.blocks, before.blocks);
    const back = await pages.save({ id: before.id, version: 2, title: "首页", ...first });
    await pages.publish(back);
    assert.equal((await pages.showHome()).blocks[0]!.kind, "shop");
    const rows = await db.sql`select command from ops.audit_log where subject_id = ${before.id}`;
    assert.equal(rows.length, 4);
  }));

Deno.test("a version planned for a moment is shown from then on, and can be cancelled until then", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const { id } = await pages.home();
    const save = async (version: number, text: string) =>
      await pages.save({ id, version, title: "首页", blocks: [notice(text)] });
    const cancel = (number: number) =>
      mall.command("cancel_page_version", { page_id: id, number, reason });
    const shown = async () => JSON.stringify((await pages.showHome()).blocks);
    await pages.publish(await save(1, "双十二"), await moment(mall, 60));
    const waiting = await pages.publish(await save(2, "取消的"), await moment(mall, 50));
    assert.ok(waiting.scheduled_at);
    await cancel(3);
    await refuses("PAGE_VERSION_STATE", cancel(3));
    await pages.publish(await save(3, "现在"));
    assert.match(await shown(), /现在/);
    await mall.db.clock.advance(seconds(59));
    assert.match(await shown(), /现在/);
    await mall.db.clock.advance(seconds(60));
    assert.match(await shown(), /双十二/);
    await refuses("PAGE_VERSION_STATE", cancel(2));
    assert.deepEqual((await pages.read(id)).versions.map(({ state }) => state), [
      ...["earlier", "cancelled", "in_force", "earlier"],
    ]);
  }));

Deno.test("nothing is published at a moment past or over a year ahead, nor from an older version of the draft", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const home = await pages.home();
    for (const ahead of [0, -1, 400 * 86_400]) {
      await assert.rejects(
        pages.publish(home, await moment(mall, ahead)),
        (error: Error & { detail?: string }) => {
          assert.equal(error.message, "INVALID_REQUEST");
          assert.equal(JSON.parse(error.detail!).fields[0].field, "at");
          return true;
        },
      );
    }
    await pages.save({ id: home.id, version: 1, title: "首页", blocks: [] });
    await refuses("PAGE_CHANGED", pages.publish(home));
    assert.equal((await pages.read(home.id)).versions.length, 1);
  }));

Deno.test("eight people save one draft at once: one succeeds, and the others are told how it stands now", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const { id } = await pages.home();
    const tried = await Promise.allSettled(
      Array.from(
        { length: 8 },
        (_, n) => pages.save({ id, version: 1, title: "首页", blocks: [notice(`${n}`)] }),
      ),
    );
    const saved = tried.filter((one) => one.status === "fulfilled");
    assert.equal(saved.length, 1);
    for (const one of tried) {
      if (one.status === "fulfilled") continue;
      assert.equal(one.reason.message, "PAGE_CHANGED");
      const told = PageDraft.parse(JSON.parse(one.reason.detail));
      assert.deepEqual([told.version, told.by, told.blocks], [2, "店主", saved[0]!.value.blocks]);
    }
  }));

Deno.test("eight publications at once are eight versions, and the last of them is shown", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const topic = await pages.save({ title: "春茶", blocks: [notice("春")] });
    await Promise.all(Array.from({ length: 8 }, () => pages.publish(topic)));
    const { versions } = await pages.read(topic.id);
    assert.deepEqual(versions.map(({ number }) => number), [
      ...Array.from({ length: 8 }, (_, n) => 8 - n),
    ]);
    assert.deepEqual(
      versions.map(({ state }) => state),
      ["in_force", ...Array.from({ length: 7 }, () => "earlier")],
    );
  }));

Deno.test("a topic is shown from its publication until it is put away; the home page is never put away", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const topic = await pages.save({ title: "春茶", blocks: [notice("新茶")] });
    await refuses("PAGE_NOT_FOUND", pages.show(topic.id));
    await pages.publish(topic);
    const away = (page_id: string, archived: boolean) =>
      mall.command("set_page_status", { page_id, archived, reason });
    assert.equal((await pages.show(topic.id)).title, "春茶");
    const neither = mall.command("set_page_status", { page_id: topic.id, archived: null, reason });
    await refuses("INVALID_REQUEST", neither);
    await away(topic.id, true);
    await refuses("PAGE_NOT_FOUND", pages.show(topic.id));
    await refuses("PAGE_NOT_FOUND", pages.publish(topic));
    await away(topic.id, false);
    assert.equal((await pages.show(topic.id)).title, "春茶");
    await refuses("PAGE_NOT_FOUND", away((await pages.home()).id, true));
  }));
