import assert from "node:assert/strict";
import type { FavouritePage, FootprintPage, Regard } from "@/contracts/favourites.ts";
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiters } from "@/tests/support/waiting.ts";

const yes = { is_favourite: true };
const no = { is_favourite: false };

/** What a member does to products, and reads of them. */
function shopper(db: TestDatabase, me: Member) {
  const call = <T>(fn: string, args = {}) => db.call<T>(me, fn, args);
  return {
    like: (product: string) => call<Regard>("add_favourite", { product }),
    drop: (product: string) => call<Regard>("drop_favourite", { product }),
    see: (product: string) => call<Regard>("see_product", { product }),
    clear: () => call("clear_footprints"),
    favourites: (page = {}) => call<FavouritePage>("list_favourites", page),
    footprints: (page = {}) => call<FootprintPage>("list_footprints", page),
  };
}

/** Products on sale, by their ids. */
async function goods(mall: Mall, count: number): Promise<string[]> {
  const ids = [];
  for (let n = 0; n < count; n++) {
    const [sku] = await mall.product([1000 + n], { stock: 5 });
    const [row] = await mall.db.sql`select product_id from catalog.skus where id = ${sku!}`;
    ids.push(row!.product_id as string);
  }
  return ids;
}

/** Many more products, of which nothing but their names is asked. */
async function manyGoods(mall: Mall, count: number): Promise<string[]> {
  const rows = await mall.db.sql<{ id: string }[]>`
    insert into catalog.products (shop_id, title, status)
    select ${mall.shop_id}, '商品 ' || n, 'on_sale' from generate_series(1, ${count}::int) n returning id`;
  return rows.map(({ id }) => id);
}

const shown = ({ items }: FavouritePage | FootprintPage) => items.map(({ product }) => product.id);

Deno.test("favourites stand newest first, each once, and are the member's own", () =>
  onMall(async (mall, db) => {
    const [a, b] = await goods(mall, 2) as [string, string];
    const [me, other] = (await mall.members(2)).map((one) => shopper(db, one));
    assert.deepEqual(await me!.like(a), yes);
    await db.clock.advance(1);
    assert.deepEqual(await me!.like(b), yes);
    assert.deepEqual(await me!.like(a), yes);
    const page = await me!.favourites();
    assert.deepEqual([shown(page), page.next], [[b, a], null]);
    const first = await me!.favourites({ page_size: 1 });
    assert.deepEqual(shown(await me!.favourites({ page_size: 1, after: first.next })), [a]);
    assert.deepEqual(await other!.favourites(), { items: [], next: null });
    assert.deepEqual([await me!.see(a), await other!.see(a)], [yes, no]);
    assert.deepEqual([await me!.drop(a), await me!.drop(a)], [no, no]);
    assert.deepEqual(shown(await me!.favourites()), [b]);
  }));

Deno.test("a favourite that the shop sells no more stays, says so, and cannot be added", () =>
  onMall(async (mall, db) => {
    const [a, b] = await goods(mall, 2) as [string, string];
    const me = shopper(db, await mall.member());
    await me.like(a);
    await mall.command("set_product_status", {
      product_id: a,
      on_sale: false,
      reason: "缺货",
    });
    assert.equal((await me.favourites()).items[0]!.product.on_sale, false);
    await refuses("PRODUCT_NOT_FOUND", me.like(a));
    await refuses("PRODUCT_NOT_FOUND", me.see(a));
    assert.deepEqual(await me.drop(a), no);
    await me.like(b);
    await mall.command("archive_product", { product_id: b, reason: "不再卖" });
    assert.equal((await me.favourites()).items[0]!.product.on_sale, false);
  }));

Deno.test("the 200 places for favourites are filled exactly when more come at once, and one comes twice", () =>
  onMall(async (mall, db) => {
    const ids = await manyGoods(mall, 205);
    const me = shopper(db, await mall.member());
    const before = ids.slice(0, 190);
    for (const id of before) await me.like(id);
    const wanted = [...ids.slice(190), ids[190]!, ids[0]!];
    const answers = await Promise.allSettled(wanted.map((id) => me.like(id)));
    const refused = answers.filter((one) => one.status === "rejected");
    for (const { reason } of refused) assert.equal(reason.message, "FAVOURITES_FULL");
    const [row] = await db.sql`select count(*)::int as n from member.favourites`;
    assert.equal(row!.n, 200);
    const put = answers.slice(0, 15).filter(({ status }) => status === "fulfilled");
    assert.equal(put.length, 10);
    assert.equal(answers.at(-1)!.status, "fulfilled"); // a favourite already
  }));

Deno.test("what was looked at is one row a product and day of the shop, the last look first", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2026-03-02T02:00:00Z");
    const [a, b] = await goods(mall, 2) as [string, string];
    const me = shopper(db, await mall.member());
    await Promise.all(Array.from({ length: 20 }, () => me.see(a)));
    await db.clock.advance(1);
    await me.see(b);
    await db.clock.advance(1 / 86_400);
    await me.see(a);
    const { items } = await me.footprints();
    assert.deepEqual(items.map(({ product }) => product.id), [a, b, a]);
    assert.deepEqual(items.map(({ day }) => day), ["2026-03-03", "2026-03-03", "2026-03-02"]);
    await me.clear();
    assert.deepEqual(await me.footprints(), { items: [], next: null });
  }));

Deno.test("the newest 200 footprints are kept, and none longer than 90 days", () =>
  onMall(async (mall, db) => {
    const ids = await manyGoods(mall, 203);
    const me = shopper(db, await mall.member());
    for (const id of ids) {
      await me.see(id);
      await db.clock.advance(1 / 86_400);
    }
    const [row] = await db.sql`
      select count(*)::int as n, bool_or(product_id = ${ids[2]!}) as old,
             bool_or(product_id = ${ids[3]!}) as kept from member.footprints`;
    assert.deepEqual([row!.n, row!.old, row!.kept], [200, false, true]);
    await db.clock.advance(89);
    const erased = async () => {
      await db.sql`update ops.upkeep set ran_at = '-infinity'`;
      return (await db.call<{ footprints: number }>(jobs, "maintain")).footprints;
    };
    assert.equal(await erased(), 0);
    await db.clock.advance(2);
    assert.equal(await erased(), 200);
  }));

Deno.test("nothing is kept of a member who is forgotten, not even what was asked in that moment", () =>
  onMall(async (mall, db) => {
    const [product] = await goods(mall, 1) as [string];
    const [sku] = await db.sql`select id from catalog.skus where product_id = ${product}`;
    const who = await mall.member();
    const me = shopper(db, who);
    await me.like(product);
    await me.see(product);
    const late: Promise<unknown>[] = [];
    await db.sql.begin(async (tx) => {
      await tx`select private.forget_member(${mall.shop_id}, ${who.member_id})`;
      late.push(
        me.like(product),
        me.see(product),
        db.call(who, "set_cart_line", { sku: sku!.id, quantity: 1 }),
        db.call(who, "update_profile", { nickname: "小藤" }),
      );
      for (const one of late) one.catch(() => {}); // judged below
      await waiters(db, late.length);
    });
    for (const one of late) await refuses("SIGN_IN_REQUIRED", one);
    const [left] = await db.sql`
      select (select count(*) from member.favourites)::int as favourites,
             (select count(*) from member.footprints)::int as footprints,
             (select count(*) from trade.cart_lines)::int as cart,
             (select count(*) from person.profiles)::int as profiles`;
    assert.deepEqual({ ...left }, { favourites: 0, footprints: 0, cart: 0, profiles: 0 });
  }));
