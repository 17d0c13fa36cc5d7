import assert from "node:assert/strict";
import type { Bundle } from "../bundle.ts";
import { absoluteUrl, isTab, pageConfig, pathOf, queryOf, setRoutes } from "./routes.ts";

Deno.test("addresses are resolved from the page that asks", () => {
  const from = "packages/orders/detail/detail";
  assert.equal(absoluteUrl("/pages/home/home?x=1", from), "pages/home/home?x=1");
  assert.equal(
    absoluteUrl("../refund/refund?id=a/b", from),
    "packages/orders/refund/refund?id=a/b",
  );
  assert.equal(pathOf("pages/home/home?x=1"), "pages/home/home");
});

Deno.test("a query stays as it stands in the address", () => {
  assert.deepEqual(queryOf("a/a?scene=x%3D1&empty=&flag"), { scene: "x%3D1", empty: "", flag: "" });
  assert.deepEqual(queryOf("a/a"), {});
});

Deno.test("a page's json lies over the window's; an unknown page is refused", () => {
  setRoutes(
    {
      app: {
        pages: ["a/a"],
        window: { navigationBarTitleText: "shop", backgroundColor: "#fff" },
        tabBar: { color: "#000", selectedColor: "#111", list: [{ pagePath: "a/a", text: "A" }] },
      },
      pages: ["a/a"],
      components: [{
        path: "a/a",
        page: true,
        json: { usingComponents: {}, navigationBarTitleText: "A" },
      }],
      templates: {},
      modules: {},
    } satisfies Bundle,
  );
  assert.equal(pageConfig("a/a").navigationBarTitleText, "A");
  assert.equal(pageConfig("a/a").backgroundColor, "#fff");
  assert.equal(isTab("a/a"), true);
  assert.throws(() => pageConfig("b/b"), /"b\/b" is not found/);
});
