import assert from "node:assert/strict";
import { closePage, loose, openPage, phone, until } from "./fake_phone_test.ts";

const page_file = import.meta.resolve("../pages/home/home.ts");
const shop = (change: object = {}) => ({
  ...{ code: "tea", name: "山上茶铺", logo_url: "https://a.example/l.png", brand_color: "#8A2BE2" },
  ...{ slogan: "慢慢喝", is_open: true, service_phone: "", freight_fen: 0, discount: null },
  ...{
    free_freight_from_pieces: null,
    freight_varies: false,
    free_freight_varies: false,
    regions_not_served: [],
  },
  ...{ free_freight_from_fen: null, ...change },
});
/** The module as a launch loads it. */
const launch = () => import(`./face.ts?launch=${crypto.randomUUID()}`);

Deno.test("a package knows no shop: before one is heard of it has no name and begins with our green", async () => {
  const { shopFace } = await launch();
  assert.deepEqual([shopFace().name, shopFace().logo_url, shopFace().brand], ["", "", "#0E7A5F"]);
});

Deno.test("the shop's name and colours come from the shop, and are there at once at the next launch", async () => {
  phone.begin({ status: 200, data: shop() });
  const { onFace, readShop, shopFace } = await launch();
  const told: string[] = [];
  onFace(({ name }: { name: string }) => told.push(name));
  await readShop();
  assert.deepEqual(phone.paths(), ["GET /shop"]);
  assert.deepEqual(told, ["山上茶铺"]);
  assert.equal(shopFace().brand, "#8a2be2");
  assert.match(
    shopFace().style,
    /^--brand: #8a2be2; --brand-pressed: #\w{6}; --brand-soft: #\w{6}$/,
  );
  const next = await launch();
  assert.equal(next.shopFace().name, "山上茶铺");
});

Deno.test("what looks the same is not told again, and what is no shop is not shown", async () => {
  const { onFace, readShop } = await launch();
  onFace(() => assert.fail("nothing has changed"));
  phone.begin({ status: 200, data: shop() }, { status: 200, data: { name: "山上茶铺" } });
  await readShop();
  await assert.rejects(readShop(), { code: "BAD_REPLY" });
});

Deno.test("a phone that was developed with another shop's code keeps nothing of that one", async () => {
  phone.store.set("shop", shop({ code: "other" }));
  const { shopFace } = await launch();
  assert.equal(shopFace().name, "");
});

Deno.test("a page that is open takes on the colours when they come", loose, async () => {
  phone.begin();
  phone.answer = () => ({
    status: 200,
    data: { shop: shop(), title: "首页", blocks: [] },
  });
  const page = await openPage(page_file);
  await until(() => page.data.state === "empty");
  assert.match(page.data.face.style, /--brand: #8a2be2;/);
  assert.equal(page.onShareTimeline().title, "山上茶铺");
  closePage(page);
});
