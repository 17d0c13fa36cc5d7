import assert from "node:assert/strict";
import { Mall } from "@/tests/support/mall.ts";
import { plain_material, worksOf } from "@/tests/support/materials.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

async function distributorOf(mall: Mall) {
  const distributor = await mall.member();
  await mall.promote(distributor);
  return distributor;
}

async function productOf(mall: Mall): Promise<string> {
  const [sku] = await mall.product([5000]) as [string];
  const [row] = await mall.db.sql`select product_id from catalog.skus where id = ${sku}`;
  return row!.product_id;
}

Deno.test("a distributor sees what is on, the newest first; a shopper and an applicant see none", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const distributor = await distributorOf(mall);
    await works.material({ title: "一" });
    await works.material({ title: "二", status: "draft" });
    await works.material({ title: "三", status: "off" });
    await works.material({ title: "四" });
    assert.deepEqual(await works.titlesFor(distributor), ["四", "一"]);
    const [shopper, applicant] = await mall.members(2);
    await db.call(applicant!, "apply_distributor", {
      idempotency_key: crypto.randomUUID(),
      terms_version: "2026-01",
    });
    for (const who of [shopper!, applicant!]) {
      for (const fn of ["list_materials", "list_articles", "get_news"]) {
        await refuses("DISTRIBUTOR_REQUIRED", db.call(who, fn));
      }
    }
  }));

Deno.test("C31 who is suspended reads materials and hands none on; who is expelled reads none", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const distributor = await distributorOf(mall);
    const { id } = await works.material();
    const decide = (fn: string) =>
      mall.command(fn, { distributor_id: distributor.member_id, reason: "核对" });
    await decide("suspend_distributor");
    assert.deepEqual(await works.titlesFor(distributor), [plain_material.title]);
    await refuses("DISTRIBUTOR_INACTIVE", works.share(distributor, id));
    await decide("expel_distributor");
    await refuses("DISTRIBUTOR_INACTIVE", works.seenBy(distributor));
  }));

Deno.test("C29 the materials of a product hide while it is off sale", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const distributor = await distributorOf(mall);
    const product_id = await productOf(mall);
    const { id } = await works.material({ title: "龙井", product_id });
    await works.material({ title: "全店" });
    const put = (on_sale: boolean) =>
      mall.command("set_product_status", { product_id, on_sale, reason: "换季" });
    assert.deepEqual(await works.titlesFor(distributor, { product: product_id }), ["龙井"]);
    await put(false);
    assert.deepEqual(await works.titlesFor(distributor), ["全店"]);
    assert.equal((await works.news(distributor)).materials, 1);
    await refuses("MATERIAL_NOT_FOUND", works.share(distributor, id));
    const { items } = await works.listed();
    assert.deepEqual(items.map((m) => [m.title, m.is_shown, m.product?.on_sale ?? null]), [
      ["全店", true, null],
      ["龙井", false, false],
    ]);
    await put(true);
    assert.deepEqual(await works.titlesFor(distributor), ["全店", "龙井"]);
  }));

Deno.test("a material is shown from its first moment to before its last", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const distributor = await distributorOf(mall);
    const [row] = await db.sql<{ from: Date; until: Date }[]>`
      select private.now() + interval '1 day' as from, private.now() + interval '3 days' as until`;
    await works.material({
      shown_from: row!.from.toISOString(),
      shown_until: row!.until.toISOString(),
    });
    const count = async () => (await works.seenBy(distributor)).items.length;
    const news = async () => (await works.news(distributor)).materials;
    assert.deepEqual([await count(), await news()], [0, 0]);
    await db.clock.advance(1.01);
    assert.deepEqual([await count(), await news()], [1, 1]);
    await db.clock.advance(2);
    assert.deepEqual([await count(), await news()], [0, 0]);
  }));

Deno.test("materials are found by campaign and by words, and come page by page", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const distributor = await distributorOf(mall);
    for (const n of [1, 2, 3]) await works.material({ title: `春茶节 ${n}`, campaign: "春茶节" });
    await works.material({ title: "送礼", text: "100% 手工，送长辈。", campaign: "中秋" });
    const first = await works.seenBy(distributor, { page_size: 3 });
    assert.deepEqual([first.total, first.campaigns], [4, ["中秋", "春茶节"]]);
    const rest = await works.seenBy(distributor, { page_size: 3, after: first.next });
    assert.deepEqual([...first.items, ...rest.items].map(({ title }) => title), [
      "送礼",
      "春茶节 3",
      "春茶节 2",
      "春茶节 1",
    ]);
    assert.equal(rest.next, null);
    assert.equal((await works.seenBy(distributor, { campaign: "春茶节" })).total, 3);
    assert.deepEqual(await works.titlesFor(distributor, { query: "100%" }), ["送礼"]);
    assert.deepEqual(await works.titlesFor(distributor, { query: "1__%" }), []);
    await works.material({ title: "尝鲜", product_id: await productOf(mall) });
    assert.deepEqual(await works.titlesFor(distributor, { query: "明前龙井" }), ["尝鲜"]);
    assert.equal((await works.seenBy(distributor, { query: "春茶节" })).total, 3);
    await refuses("INVALID_REQUEST", db.call(distributor, "list_materials", { after: "x" }));
  }));

Deno.test("a material is new once: seen on two phones at the same time, and again when staff say so", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const [one, other] = [await distributorOf(mall), await distributorOf(mall)];
    const a = await works.material({ title: "甲" });
    const b = await works.material({ title: "乙" });
    assert.equal((await works.news(one)).materials, 2);
    await Promise.all([works.see(one, a, b), works.see(one, b, a), works.see(one, a)]);
    assert.deepEqual(await works.news(one), { materials: 0, articles: 0 });
    assert.equal((await works.news(other)).materials, 2);
    const edited = await works.material(works.formOf(a, { text: "改了一个字" }));
    assert.equal((await works.news(one)).materials, 0);
    await works.material(works.formOf(edited, { tell_again: true }));
    const { items } = await works.seenBy(one);
    assert.deepEqual(items.map((m) => [m.title, m.is_new]), [["乙", false], ["甲", true]]);
  }));

Deno.test("what came out more than 30 days ago is not called new", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const distributor = await distributorOf(mall);
    await works.material();
    await db.clock.advance(31);
    assert.equal((await works.news(distributor)).materials, 0);
  }));

Deno.test("of twenty who save the same version at once, one does", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const saved = await works.material();
    const ends = await Promise.all(Array.from({ length: 20 }, (_, n) =>
      works.material(works.formOf(saved, { title: `第 ${n} 个` }))
        .then(() => "saved", ({ message }: Error) => message)));
    assert.deepEqual(ends.toSorted(), [...Array(19).fill("MATERIAL_CHANGED"), "saved"]);
    const { items } = await works.listed();
    assert.deepEqual(
      items.map(({ version }) =>
        version
      ),
      [2],
    );
  }));

Deno.test("a form that cannot be kept is refused with its field", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const video = { url: "https://example.com/tea.mp4", poster_url: null };
    const wrong: [string, Parameters<typeof works.material>[0]][] = [
      ["material.title", { title: " " }],
      ["material.text", { text: "茶".repeat(501) }],
      ["material.text", { text: " ", pictures: [] }],
      ["material.pictures", { pictures: Array(10).fill("https://example.com/a.webp") }],
      ["material.pictures", { pictures: ["javascript:alert(1)"] }],
      ["material.video", { video }],
      ["material.video", { pictures: [], video: { ...video, url: "https://example.com/tea.mov" } }],
      ["material.campaign", { campaign: "春".repeat(41) }],
      ["material.shown_until", {
        shown_from: "2026-05-02T00:00:00Z",
        shown_until: "2026-05-02T00:00:00Z",
      }],
    ];
    for (const [field, changes] of wrong) {
      await assert.rejects(works.material(changes), (error: Error & { detail?: string }) => {
        assert.equal(error.message, "INVALID_REQUEST", field);
        assert.equal(JSON.parse(error.detail!).field, field);
        return true;
      });
    }
    await refuses("PRODUCT_NOT_FOUND", works.material({ product_id: crypto.randomUUID() }));
    const viewer = await mall.staff("support");
    await refuses("FORBIDDEN", works.material({}, viewer));
  }));

Deno.test("staff move a material past its neighbour and in front; twenty moves at once lose none", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const ids: Record<string, string> = {};
    for (const title of ["甲", "乙", "丙", "丁"]) {
      ids[title] = (await works.material({ title })).id;
    }
    const order = async () => (await works.listed()).items.map(({ title }) => title).join("");
    const move = (title: string, move: string) =>
      mall.command("move_material", { material_id: ids[title], move, reason: "排序" });
    assert.equal(await order(), "丁丙乙甲");
    await move("丁", "down");
    assert.equal(await order(), "丙丁乙甲");
    await move("甲", "first");
    assert.equal(await order(), "甲丙丁乙");
    await move("甲", "up");
    await move("乙", "down");
    assert.equal(await order(), "甲丙丁乙");
    const names = Object.keys(ids);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => move(names[n % 4]!, ["up", "down", "first"][n % 3]!)),
    );
    assert.equal([...await order()].toSorted().join(""), names.toSorted().join(""));
    const rows = await mall.db.sql`
      select count(distinct position) as places from referral.materials`;
    assert.equal(Number(rows[0]!.places), 4);
  }));

Deno.test("another shop's distributor finds nothing of this shop's", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const { id } = await works.material();
    const article = await works.article();
    const elsewhere = await Mall.open(db, "elsewhere");
    const stranger = await elsewhere.member();
    await elsewhere.promote(stranger);
    assert.deepEqual(await works.titlesFor(stranger), []);
    assert.deepEqual(await works.articles(stranger), []);
    assert.deepEqual(await works.see(stranger, { id }), { materials: 0, articles: 0 });
    await refuses("MATERIAL_NOT_FOUND", works.share(stranger, id));
    await refuses("ARTICLE_NOT_FOUND", works.read(stranger, article.id, 1));
    const [{ count }] = await db.sql`select count(*)::int from referral.material_sights` as [
      { count: number },
    ];
    assert.equal(count, 0);
  }));
