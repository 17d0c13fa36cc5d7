import assert from "node:assert/strict";
import { stop } from "esbuild";
import { packageOf } from "../build.ts";
import { type Files, writeTree } from "../files.ts";
import { ROOT } from "../paths.ts";
import { sample } from "../sample.ts";
import { faceProblems } from "./faces.ts";
import { subPackageProblems } from "./subpackages.ts";
import { templateProblems } from "./templates.ts";
import { typeProblems } from "./types.ts";
import { wechatProblems } from "./wechat.ts";
import { missingWxNames } from "./wx_names.ts";

const HOME = "pages/home/home";
const types = (changes?: Record<string, string>) => typeProblems(sample(changes), `${ROOT}/sample`);

Deno.test("types: nothing is wrong in the sample", () => assert.deepEqual(types(), []));

Deno.test("types: a wrong name of wx, and what only a browser has", () => {
  assert.match(types({ "app.ts": `wx.shwoToast({ title: "" });` })[0]!, /^app\.ts:1:4 .*shwoToast/);
  assert.match(types({ "app.ts": `window.close();` })[0]!, /^app\.ts:1:1 .*window/);
});

Deno.test("types: unknown data, methods and properties in a template, with their place", () => {
  const template = (wxml: string) => types({ [`${HOME}.wxml`]: `<view>\n  ${wxml}\n</view>` });
  assert.deepEqual(template(`{{items.length}}<price fen="{{1}}" />`), []);
  assert.match(template(`{{itms.length}}`)[0]!, /^pages\/home\/home\.wxml:2:5 .*'itms'/);
  assert.match(template(`<view bind:tap="opne" />`)[0]!, /^pages\/home\/home\.wxml:2:19 .*'opne'/);
  assert.match(template(`<price fenn="{{1}}" />`)[0]!, /^pages\/home\/home\.wxml:2:10 .*'fenn'/);
  assert.match(
    template(`<view wx:for="{{items}}" wx:key="id">{{item.nme}}</view>`)[0]!,
    /home\.wxml:2:\d+ .*'nme'/,
  );
  assert.match(template(`<view wx:for="{{items}}" wx:key="index" />`)[0]!, /wx:key must name/);
});

Deno.test("types: a page that registers nothing at its top level", () => {
  assert.match(types({ [`${HOME}.ts`]: `if (1 > 0) Page({});` })[0]!, /must be called once/);
});

Deno.test("templates: broken WXML, tags unknown or unused, a handler that types don't see", () => {
  const template = (wxml: string) =>
    templateProblems(sample({ [`${HOME}.wxml`]: `${wxml}<price fen="{{1}}" />` }));
  assert.deepEqual(templateProblems(sample()), []);
  assert.match(template(`<view>\n<text>`)[0]!, /^pages\/home\/home\.wxml:\d+:\d+ /);
  assert.deepEqual(templateProblems(sample({ [`${HOME}.wxml`]: `<prices />` })), [
    "pages/home/home.json: <price> is not used",
    "pages/home/home.wxml:1:1 <prices> is not in the usingComponents",
  ]);
  assert.deepEqual(template(`<view>\n <pirce /></view>`), [
    "pages/home/home.wxml:2:2 <pirce> is not in the usingComponents",
  ]);
  assert.deepEqual(template(`<view bindtap="open" />`), [
    "pages/home/home.wxml:1:7 write bind:tap, which is type-checked",
  ]);
  assert.deepEqual(template(`<!-- <pirce /> --><text>{{items.length <a ? 1 : 2}}</text>`), []);
});

Deno.test("WeChat's compilers refuse what only they dislike", {
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const problems = async (changes?: Record<string, string>) => {
    const files = await packageOf(sample(changes)).finally(stop);
    const folder = await Deno.makeTempDir();
    writeTree(folder, files);
    const found = await wechatProblems(folder, files);
    await Deno.remove(folder, { recursive: true });
    return found;
  };
  assert.deepEqual(await problems(), []);
  const wxml = await problems({ [`${HOME}.wxml`]: `<view>{{items?.length}}</view>` });
  assert.match(wxml[0]!, /^wcc: .*home\.wxml/s);
  const wxss = await problems({ [`${HOME}.wxss`]: `.a { color: red; } }` });
  assert.match(wxss[0]!, /^wcsc: .*home\.wxss/s);
});

Deno.test("names of wx that the phone lacks", () => {
  const files = new Map([["a.js", new TextEncoder().encode(`wx.login(); // wx.none\n"wx.text"`)]]);
  assert.deepEqual(missingWxNames(files, new Set(["login"])), []);
  assert.deepEqual(missingWxNames(files, new Set()), ["a.js: the phone has no wx.login"]);
});

Deno.test("a package that reaches into a subpackage other than its own", () => {
  const files = sample({
    [`${HOME}.json`]: `{ "usingComponents": { "detail": "/packages/goods/detail/detail" } }`,
    "packages/goods/detail/detail.json":
      `{ "usingComponents": { "price": "/components/price/price" } }`,
    "app.js": `require("./packages/goods/detail/detail");`,
  });
  assert.deepEqual(subPackageProblems(sample()), []);
  assert.deepEqual(subPackageProblems(files), [
    "pages/home/home.json: packages/goods/detail/detail lies in a subpackage that may not be there yet",
    "app.js: packages/goods/detail/detail lies in a subpackage that may not be there yet",
  ]);
});

Deno.test("a package that names a shop, and pages that do not take on its colours", () => {
  const home = (wxml: string, js = `require("../../behaviors/faced");`) =>
    sample({ "pages/home/home.wxml": wxml, "pages/home/home.js": js });
  const problems = (files: Files) =>
    faceProblems(files).filter((one) => !one.startsWith("packages/"));
  const begun = `<page-meta page-style="{{face.style}}" />\n<view />`;
  assert.deepEqual(problems(home(begun)), []);
  assert.deepEqual(problems(home(`<view />`, "Page({})")), [
    `pages/home/home.wxml: a page begins with <page-meta page-style="{{face.style}}" />`,
    "pages/home/home.ts: a page has the behavior faced",
  ]);
  assert.deepEqual(problems(home(`${begun}<text>青藤优选</text>`)), [
    "pages/home/home.wxml: 青藤 is one shop's; take it from services/face",
  ]);
});
