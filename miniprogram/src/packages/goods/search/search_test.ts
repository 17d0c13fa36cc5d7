import assert from "node:assert/strict";
import {
  closePage,
  loose,
  openPage,
  phone,
  tap,
  until,
} from "../../../services/fake_phone_test.ts";
import { signIn } from "../../../services/session.ts";

const page_file = import.meta.resolve("./search.ts");
const box_file = import.meta.resolve("../search-box/search-box.ts");
const sheet_file = import.meta.resolve("../filter-sheet/filter-sheet.ts");

const tea = { id: "p1", title: "龙井" };
const typed = (value: string) => ({ detail: { value } });
const said = (detail: unknown) => ({ detail });

Deno.test(
  "an older suggestion never stands over a newer one, and none over a search",
  loose,
  async () => {
    phone.store.clear();
    const box = await openPage(box_file);
    const late = Promise.withResolvers<{ status: number; data: unknown }>();
    phone.begin();
    phone.answer = ({ path }) =>
      path.includes(encodeURIComponent("龙井"))
        ? { status: 200, data: { words: ["龙井茶"], products: [tea] } }
        : late.promise;
    box.onType(typed("龙"));
    await until(() => phone.sent.length === 1);
    box.onType(typed("龙井"));
    await until(() => box.data.words.length > 0);
    late.resolve({ status: 200, data: { words: ["龙舟"], products: [] } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([box.data.words, box.data.products], [["龙井茶"], [tea]]);
    box.onType(typed("龙"));
    box.confirm();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(phone.sent.length, 2);
    assert.deepEqual([box.data.panel, box.data.words], ["", []]);
    closePage(box);
  },
);

Deno.test("letters typed without a pause ask once, and none ask nothing", loose, async () => {
  const box = await openPage(box_file);
  phone.begin();
  for (const letters of ["l", "lo", "lon", "long"]) box.onType(typed(letters));
  await until(() => phone.sent.length === 1);
  assert.deepEqual(phone.paths(), ["GET /search/suggestions?query=long"]);
  box.onType(typed("  "));
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual([phone.sent.length, box.data.panel], [1, "start"]);
  closePage(box);
});

Deno.test(
  "what was looked for stays on the phone, the latest first and once, until one tap clears it",
  loose,
  async () => {
    phone.store.clear();
    let box = await openPage(box_file);
    phone.begin();
    for (const words of ["红茶", " 龙井 ", "", "红茶"]) box.searchFor(words);
    assert.deepEqual(
      phone.done.filter((done) => done.startsWith("event")),
      ["event search 红茶", "event search 龙井", "event search 红茶"],
    );
    closePage(box);
    box = await openPage(box_file);
    box.onFocus();
    assert.deepEqual(box.data.history, ["红茶", "龙井"]);
    box.clearHistory();
    closePage(box);
    box = await openPage(box_file);
    box.onFocus();
    assert.deepEqual(box.data.history, []);
    closePage(box);
  },
);

Deno.test(
  "what was found is gone back to from its words, whatever was typed over them",
  loose,
  async () => {
    phone.begin();
    const box = await openPage(box_file, { query: "龙井" });
    box.onType(typed("红茶"));
    assert.equal(box.data.panel, "typing");
    box.cancel();
    assert.deepEqual([box.data.typed, box.data.panel], ["龙井", ""]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual([phone.sent, phone.done], [[], []]);
    closePage(box);
  },
);

Deno.test(
  "a search is counted when it found something; one that did not offers its words and hot ones",
  loose,
  async () => {
    phone.begin();
    await signIn();
    phone.sent.length = 0;
    phone.answer = ({ path }) => {
      if (path.startsWith("/search/words")) return { status: 200, data: { items: ["红茶"] } };
      const items = path.includes(encodeURIComponent("火锅")) ? [] : [tea];
      return { status: 200, data: { items, next: null } };
    };
    const page = await openPage(page_file);
    await until(() => page.data.hot.length > 0);
    await page.lookFor("龙井");
    assert.deepEqual(page.data.items, [tea]);
    await until(() => phone.sent.some(({ method }) => method === "PUT"));
    const noted = phone.sent.filter(({ method }) => method === "PUT");
    assert.deepEqual(noted.map(({ path, body }) => [path, body]), [[
      "/search/words",
      { query: "龙井" },
    ]]);
    await page.lookFor("火锅");
    assert.deepEqual([page.data.state, page.data.instead], ["empty", ["红茶"]]);
    await page.lookFor("龙井 火锅");
    assert.deepEqual(page.data.instead, ["龙井", "火锅"]);
    assert.equal(phone.sent.filter(({ method }) => method === "PUT").length, 1);
    phone.store.delete("searches");
    page.tryInstead(said("龙井"));
    await until(() => page.data.state === "end");
    assert.deepEqual([page.data.query, phone.store.get("searches")], ["龙井", ["龙井"]]);
    closePage(page);
  },
);

Deno.test(
  "hot words that come after a search without goods are offered all the same",
  loose,
  async () => {
    phone.begin();
    const words = Promise.withResolvers<{ status: number; data: unknown }>();
    phone.answer = ({ path }) =>
      path.startsWith("/search/words")
        ? words.promise
        : { status: 200, data: { items: [], next: null } };
    const page = await openPage(page_file);
    await page.lookFor("火锅");
    assert.deepEqual([page.data.state, page.data.instead], ["empty", []]);
    words.resolve({ status: 200, data: { items: ["红茶"] } });
    await until(() => page.data.instead.length > 0);
    assert.deepEqual([page.data.hot, page.data.instead], [["红茶"], ["红茶"]]);
    closePage(page);
  },
);

Deno.test(
  "order and filter go into the question, the same words keep them, and other words begin without them",
  loose,
  async () => {
    phone.begin();
    phone.answer = () => ({ status: 200, data: { items: [tea], next: null } });
    const page = await openPage(page_file);
    await page.lookFor("茶");
    const last = () => phone.paths().findLast((path) => path.startsWith("GET /products"));
    page.chooseSort(said("sold"));
    page.applyFilter(said({ category: "c1", low_fen: 1000, high_fen: null, in_stock: true }));
    await until(() => page.data.state === "end");
    const narrowed =
      "GET /products?query=%E8%8C%B6&sort=sold&category=c1&min_price_fen=1000&in_stock=true";
    assert.equal(last(), narrowed);
    phone.sent.length = 0;
    await page.lookFor("茶");
    assert.equal(last(), narrowed);
    assert.equal(page.data.narrowed, true);
    await page.lookFor("tea");
    assert.equal(last(), "GET /products?query=tea&sort=recommended");
    assert.equal(page.data.narrowed, false);
    closePage(page);
  },
);

Deno.test(
  "prices of a filter are put in order, and what is no price is refused",
  loose,
  async () => {
    const sheet = await openPage(sheet_file);
    const applied: unknown[] = [];
    sheet.triggerEvent = (_: string, filter: unknown) => void applied.push(filter);
    phone.begin();
    sheet.onLow(typed("1.2.3"));
    sheet.apply();
    assert.deepEqual([applied, phone.done], [[], ["toast 价格请写成数字，最多两位小数"]]);
    sheet.onLow(typed("20"));
    sheet.onHigh(typed("9.9"));
    sheet.turnStock();
    sheet.apply();
    assert.deepEqual(applied.pop(), { category: "", low_fen: 990, high_fen: 2000, in_stock: true });
    sheet.reset();
    sheet.onLow(typed("0"));
    sheet.setData({ all: [{ id: "c1", parent_id: null }, { id: "c2", parent_id: "c1" }] });
    sheet.chooseCategory(tap({ id: "c2" }));
    assert.deepEqual([sheet.data.shelf, sheet.data.below.length], ["c1", 1]);
    sheet.apply();
    assert.deepEqual(applied.pop(), {
      category: "c2",
      low_fen: null,
      high_fen: null,
      in_stock: false,
    });
    closePage(sheet);
  },
);

Deno.test(
  "what was typed into a filter stays when the categories come late, or never",
  loose,
  async () => {
    const sheet = await openPage(sheet_file);
    /** What the page hands down, and who watches it. */
    const hand = (name: string, value: unknown) => {
      sheet.setData({ [name]: value });
      for (const [names, changed] of Object.entries(sheet.observers)) {
        const of = names.split(", ");
        if (of.includes(name)) {
          (changed as (...values: unknown[]) => void).apply(
            sheet,
            of.map((one) => sheet.data[one]),
          );
        }
      }
    };
    const filter = { category: "c2", low_fen: 1000, high_fen: null, in_stock: false };
    hand("filter", filter);
    hand("visible", true);
    assert.deepEqual([sheet.data.low, sheet.data.category], ["10", "c2"]);
    sheet.onLow(typed("12"));
    sheet.onHigh(typed("30"));
    sheet.turnStock();
    const saidNow = () => {
      const { low, high, in_stock, category } = sheet.data;
      return [low, high, in_stock, category];
    };
    hand("all", []);
    assert.deepEqual(saidNow(), ["12", "30", true, "c2"]);
    hand("all", [{ id: "c1", parent_id: null }, { id: "c2", parent_id: "c1" }]);
    assert.deepEqual(saidNow(), ["12", "30", true, "c2"]);
    assert.deepEqual([sheet.data.shelf, sheet.data.below.length], ["c1", 1]);
    closePage(sheet);
  },
);
