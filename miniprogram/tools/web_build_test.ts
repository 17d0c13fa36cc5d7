import assert from "node:assert/strict";
import { stop } from "esbuild";
import type { Bundle } from "../phone/bundle.ts";
import { packageOf } from "./build.ts";
import { textOf } from "./files.ts";
import { sample } from "./sample.ts";
import { webEditionOf } from "./web_build.ts";

const options = { sanitizeOps: false, sanitizeResources: false };
const edition = async (changes?: Record<string, string | undefined>) => {
  try {
    return await webEditionOf(await packageOf(sample(changes)));
  } finally {
    await stop();
  }
};

/** Runs bundle.js as a page would. */
function bundleIn(script: string): Bundle {
  const scope: { __mpBundle?: Bundle } = {};
  new Function("globalThis", script)(scope);
  return scope.__mpBundle!;
}

Deno.test("the bundle holds pages, components, templates and modules", options, async () => {
  const { files, missing } = await edition();
  assert.deepEqual(missing, []);
  const bundle = bundleIn(textOf(files, "bundle.js")!);
  assert.deepEqual(bundle.pages, ["pages/home/home", "packages/goods/detail/detail"]);
  const home = bundle.components.find(({ path }) => path === "pages/home/home")!;
  assert.ok(home.page);
  assert.deepEqual(home.json.usingComponents, {
    "t-tag": "/miniprogram_npm/tdesign-miniprogram/tag/tag",
    price: "/components/price/price",
  });
  assert.equal(typeof bundle.modules["utils/words"], "function");
  assert.ok(bundle.templates["components/price/price"]);
});

Deno.test(
  "a component's classes get its scope, a page's rules hold within it",
  options,
  async () => {
    const { files } = await edition();
    const bundle = bundleIn(textOf(files, "bundle.js")!);
    const { scope } = bundle.components.find(({ path }) => path === "components/price/price")!;
    const css = textOf(files, "app.css")!;
    assert.ok(scope);
    assert.ok(css.includes(`.${scope}--figure { font-size: calc(var(--rpx) * 30); }`));
    assert.ok(css.includes(`[wx-host=${scope}] { display: block; }`));
    assert.ok(css.includes(`:where([wx-page="pages/home/home"]) .card`));
    assert.ok(css.includes(`page:where([wx-page="pages/home/home"]) { color: red; }`));
  },
);

Deno.test(
  "TDesign's icons are pictures, and no font is fetched from elsewhere",
  options,
  async () => {
    const { files } = await edition();
    const css = textOf(files, "app.css")!;
    assert.match(css, /t-icon-close:before[^}]*mask:url\(icons\/close\.svg\)/);
    assert.match(textOf(files, "icons/close.svg")!, /viewBox/);
    assert.doesNotMatch(css, /url\(['"]?(https?:)?\/\//);
  },
);

Deno.test("missing things are named", options, async () => {
  const { missing } = await edition({
    "pages/home/home.json": `{ "usingComponents": { "price": "/components/pirce/price" } }`,
    "pages/home/home.wxss": `@import "../../none.wxss";`,
    "components/price/price.wxml": "",
    "packages/goods/detail/detail.wxml": `<import src="../none.wxml" />`,
    "packages/goods/detail/detail.ts": undefined,
  });
  assert.deepEqual(missing, [
    "pages/home/home.json: there is no component /components/pirce/price",
    "app.json: there is no page packages/goods/detail/detail",
    "there is no none.wxss",
  ]);
});
