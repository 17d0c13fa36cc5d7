import assert from "node:assert/strict";
import type { StaffArticlePage } from "@/contracts/staff/training.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { plain_article, worksOf } from "@/tests/support/materials.ts";
import { noticesOf, told } from "@/tests/support/notices.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { decide } from "@/tests/support/sharing.ts";

async function promoted(mall: Mall) {
  const distributor = await mall.member();
  await mall.promote(distributor);
  return distributor;
}

Deno.test("an article is unread until it was read, by two phones at once too, and once more in a new edition", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const [one, other] = [await promoted(mall), await promoted(mall)];
    const article = await works.article();
    await works.article({ title: "草稿", status: "draft" });
    assert.deepEqual(await works.news(one), { materials: 0, articles: 1 });
    const marks = await Promise.all(
      Array.from({ length: 10 }, () => works.read(one, article.id, 1)),
    );
    assert.equal(new Set(marks.map(({ read_at }) => read_at)).size, 1);
    const [{ count }] = await db.sql`select count(*)::int from referral.article_reads` as [
      { count: number },
    ];
    assert.equal(count, 1);
    assert.equal((await works.news(one)).articles, 0);
    assert.equal((await works.news(other)).articles, 1);
    const changed = { ...plain_article, id: article.id, version: 1 };
    await works.article({ ...changed, summary: "改了简介" });
    assert.equal((await works.news(one)).articles, 0);
    await works.article({ ...changed, version: 2, tell_again: true });
    assert.equal((await works.news(one)).articles, 1);
    // a phone that still shows the first edition takes nothing back and reads nothing new
    assert.equal((await works.read(one, article.id, 1)).read_at, null);
    assert.notEqual((await works.read(one, article.id, 2)).read_at, null);
    await works.read(one, article.id, 1);
    assert.equal((await works.news(one)).articles, 0);
    await refuses("INVALID_REQUEST", works.read(one, article.id, 3));
  }));

Deno.test("staff see how many have read the edition; taken back, an article is gone for distributors", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const [one] = [await promoted(mall), await promoted(mall)];
    const article = await works.article();
    await works.read(one!, article.id, 1);
    const listed = async () =>
      (await db.call<StaffArticlePage>(mall.owner, "staff_list_articles", { shop: mall.shop }))
        .items.map(({ readers, distributors }) => [readers, distributors]);
    assert.deepEqual(await listed(), [[1, 2]]);
    const form = { ...plain_article, id: article.id, version: 1 };
    await works.article({ ...form, status: "off" });
    assert.deepEqual(await works.articles(one!), []);
    await refuses("ARTICLE_NOT_FOUND", db.call(one!, "get_article", { article_id: article.id }));
    await refuses("ARTICLE_NOT_FOUND", works.read(one!, article.id, 1));
    await works.article({ ...form, version: 2 });
    assert.deepEqual((await works.articles(one!)).map(({ title }) => title), [article.title]);
    assert.notEqual((await works.articles(one!))[0]!.read_at, null);
    await refuses("ARTICLE_CHANGED", works.article(form));
  }));

Deno.test("an article is rich text, and nothing is published without words", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const one = await promoted(mall);
    const wrong = [
      { title: " " },
      { summary: "长".repeat(101) },
      { cover_url: "data:image/png;base64,AAAA" },
      { rich_text: [] },
      { rich_text: [{ kind: "html", runs: [] }] as never },
    ];
    for (const changes of wrong) await refuses("INVALID_REQUEST", works.article(changes));
    const draft = await works.article({ rich_text: [], status: "draft" });
    assert.equal(draft.edition, 0);
    const { id } = await works.article();
    const shown = await db.call(one, "get_article", { article_id: id });
    assert.deepEqual((shown as { rich_text: unknown }).rich_text, plain_article.rich_text);
    await mall.command("move_article", { article_id: draft.id, move: "first", reason: "排序" });
    const { items } = await db.call<StaffArticlePage>(mall.owner, "staff_list_articles", {
      shop: mall.shop,
    });
    assert.deepEqual(items.map((a) => a.id), [draft.id, id]);
  }));

Deno.test("each distributor is told once of an article, and of a new edition; of a mended word nobody", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const [one, suspended, expelled] = [
      await promoted(mall),
      await promoted(mall),
      await promoted(mall),
    ];
    await decide(mall, "suspend_distributor", suspended);
    await decide(mall, "expel_distributor", expelled);
    const draft = await works.article({ status: "draft" });
    const form = { ...plain_article, id: draft.id };
    const articlesTold = () =>
      Promise.all(
        [one, suspended, expelled].map(async (who) =>
          (await told(mall, who)).filter((kind) => kind === "article_out").length
        ),
      );
    assert.deepEqual(await articlesTold(), [0, 0, 0]);
    await works.article({ ...form, version: 1 });
    assert.deepEqual(await articlesTold(), [1, 1, 0]);
    await works.article({ ...form, version: 2, title: "改了标题" });
    assert.deepEqual(await articlesTold(), [1, 1, 0]);
    await works.article({ ...form, version: 3, title: "改了标题", tell_again: true });
    assert.deepEqual(await articlesTold(), [2, 2, 0]);
    const [newest] = await noticesOf(mall, one);
    assert.deepEqual([newest!.words, newest!.leads_to], ["改了标题", `article?id=${draft.id}`]);
  }));
