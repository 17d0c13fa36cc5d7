import assert from "node:assert/strict";
import { loose, openPage, phone, refused, until } from "../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./topic.ts");
const shop = {
  ...{ code: "tea", name: "茶舍", logo_url: null, brand_color: null, slogan: null },
  ...{ freight_fen: 0, free_freight_from_fen: null, service_phone: null, status: "open" },
};

Deno.test(
  "a preview code opens the draft of a page, notes no visit and offers no sharing, until it has expired",
  loose,
  async () => {
    const scene = "a-_0".repeat(8);
    phone.begin();
    phone.answer = ({ path }) =>
      path === `/page-previews/${scene}`
        ? { status: 200, data: { shop, title: "春茶", blocks: [] } }
        : refused(404, "PAGE_NOT_FOUND");
    const page = await openPage(page_file, { scene });
    await until(() => page.data.state !== "loading");
    assert.deepEqual([page.data.state, page.data.title, page.data.is_draft], [
      "ready",
      "春茶",
      true,
    ]);
    assert.ok(phone.paths().every((path) => path === `GET /page-previews/${scene}`));
    assert.ok(phone.done.includes("hide all"), phone.done.join());
    phone.answer = () => refused(404, "PREVIEW_ENDED");
    await page.load();
    assert.equal(page.data.state, "gone");
  },
);
