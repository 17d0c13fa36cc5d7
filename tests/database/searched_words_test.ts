import assert from "node:assert/strict";
import type { HotWords, Suggestions } from "@/contracts/search.ts";
import { anybody, saveProduct } from "@/tests/support/catalog.ts";
import { jobs } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

/** A shop with two teas, and what people there do with words. */
async function teaShop(mall: Mall) {
  for (const title of ["西湖龙井 明前", "Earl Grey 红茶"]) {
    await saveProduct(mall, { title, skus: [{ values: [], price_fen: 100, initial_stock: 5 }] });
  }
  const { db, shop } = mall;
  return {
    look: (who: Member, query: string) => db.call(who, "note_search", { query }),
    hot: async () => (await db.call<HotWords>(anybody, "get_hot_words", { shop })).items,
    suggest: (query: string) => db.call<Suggestions>(anybody, "suggest_searches", { shop, query }),
  };
}

Deno.test("words that three members looked for and goods contain are hot, and repeating a search adds nothing", () =>
  onMall(async (mall, db) => {
    const { look, hot } = await teaShop(mall);
    const members = await mall.members(4);
    const [first, second, third] = members as [Member, Member, Member];
    await Promise.all(members.map((one) => look(one, "龙井")));
    for (const one of [first, second, third]) {
      await look(one, "  Earl　GREY ");
      for (const unshown of ["lj", "井龙", "不存在", "龙井".repeat(11), "13800138000"]) {
        await look(one, unshown);
      }
    }
    await Promise.all(Array.from({ length: 9 }, () => look(first, "明前")));
    await look(second, "明前");
    assert.deepEqual(await hot(), ["龙井", "earl grey"]);
    await look(third, "明前");
    assert.deepEqual(await hot(), ["龙井", "earl grey", "明前"]);
    await db.sql`update catalog.products set status = 'off_sale' where title like '西湖%'`;
    assert.deepEqual(await hot(), ["earl grey"]);
    await db.clock.advance(31);
    assert.deepEqual(await hot(), []);
    assert.equal((await db.call<{ searches: number }>(jobs, "maintain")).searches, 10);
  }));

Deno.test("the shop's own hot words stand in its order, without goods too, and give way when it takes them out", () =>
  onMall(async (mall) => {
    const { look, hot } = await teaShop(mall);
    const set = (settings: Record<string, unknown>) =>
      mall.command("save_shop_settings", { settings, reason: "换季" });
    for (const one of await mall.members(3)) await look(one, "龙井");
    await set({ hot_words: " 送礼、龙井 明前，earl,、" });
    assert.deepEqual(await hot(), ["送礼", "龙井 明前", "earl"]);
    for (const hot_words of ["茶、".repeat(10) + "茶", "茶".repeat(21), null]) {
      await refuses("SETTING_INVALID", set({ hot_words }));
    }
    await set({ hot_words: "茶、".repeat(9) + "茶".repeat(20) });
    assert.equal((await hot()).length, 10);
    await set({ hot_words: "、 ，" + `${"茶".repeat(20)} 、,`.repeat(10) });
    assert.equal((await hot()).length, 10);
    await set({ hot_words: "" });
    assert.deepEqual(await hot(), ["龙井"]);
  }));

Deno.test("typing suggests goods, and words that begin so and that several members looked for", () =>
  onMall(async (mall, db) => {
    const { look, suggest } = await teaShop(mall);
    const members = await mall.members(3);
    for (const one of members) {
      await look(one, "龙井 明前");
      await look(one, "龙井");
    }
    await look(members[0]!, "龙");
    const titles = ({ products }: Suggestions) => products.map(({ title }) => title);
    const typed = await suggest("龙");
    assert.deepEqual([typed.words, titles(typed)], [["龙井", "龙井 明前"], ["西湖龙井 明前"]]);
    assert.deepEqual((await suggest("龙井")).words, ["龙井 明前"]);
    const initials = await suggest("HC");
    assert.deepEqual([initials.words, titles(initials)], [[], ["Earl Grey 红茶"]]);
    assert.deepEqual(await suggest("不存在"), { words: [], products: [] });
    await db.sql`update catalog.products set status = 'off_sale' where title like '西湖%'`;
    assert.deepEqual(await suggest("龙"), { words: [], products: [] });
  }));

Deno.test("of each member the newest 50 words are kept, and none of one who is forgotten", () =>
  onMall(async (mall, db) => {
    const { look } = await teaShop(mall);
    const me = await mall.member();
    await db.sql`
      insert into member.searches (shop_id, words, member_id, at)
      select ${mall.shop_id}, 'w' || n, ${me.member_id}, private.now() - n * interval '1 minute'
        from generate_series(1, 50) n`;
    await look(me, "龙井");
    const [kept] = await db.sql`
      select count(*)::int as n, bool_or(words = 'w50') as oldest from member.searches`;
    assert.deepEqual({ ...kept }, { n: 50, oldest: false });
    await db.sql`select private.forget_member(${mall.shop_id}, ${me.member_id})`;
    const [left] = await db.sql`select count(*)::int as n from member.searches`;
    assert.equal(left!.n, 0);
  }));
