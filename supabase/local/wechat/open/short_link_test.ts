import assert from "node:assert/strict";
import { type Shop, shopTest } from "../test_support.ts";

const make = async (shop: Shop, body: Record<string, unknown>) =>
  await shop.openJson(`/wxa/genwxashortlink?access_token=${await shop.token()}`, body);

shopTest("a short link names its title, and the simulator knows where it leads", async (shop) => {
  const page = { page_url: "pages/index/index?s=7bQ2kf", page_title: "春茶", is_permanent: false };
  const { errcode, link } = await make(shop, page);
  assert.equal(errcode, 0);
  assert.match(link, /^#小程序:\/\/\w+\/春茶\/\w{15}$/);
  const { items } = await shop.openJson(`/_control/short_links?link=${encodeURIComponent(link)}`);
  assert.deepEqual(items.map((one: typeof page) => one.page_url), [page.page_url]);
  assert.notEqual((await make(shop, page)).link, link);
});

shopTest("a long title and a page with a leading stroke are refused", async (shop) => {
  const page = { page_url: "pages/index/index", page_title: "茶".repeat(21) };
  assert.equal((await make(shop, page)).errcode, 40097);
  assert.equal((await make(shop, { page_url: "/pages/index/index" })).errcode, 40165);
  assert.equal((await make(shop, {})).errcode, 40097);
});
