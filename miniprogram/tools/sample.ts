import { toBytes } from "./files.ts";
import type { Files } from "./files.ts";

/** For tests: a mini program of one page, one component and one page in a subpackage, in which nothing is wrong. */
const GOOD: Record<string, string> = {
  "app.json": `{
    "pages": ["pages/home/home"],
    "subPackages": [{ "root": "packages/goods", "pages": ["detail/detail"] }],
    "usingComponents": { "t-tag": "tdesign-miniprogram/tag/tag" }
  }`,
  "app.ts": `App({});`,
  "app.wxss": `page { color: var(--ink); }`,
  "utils/money.wxs": `function yuan(fen) { return fen / 100; } module.exports = { yuan: yuan };`,
  "utils/words.ts": `export const title = (name: string) => "商品 " + name;`,
  "components/price/price.json": `{ "component": true }`,
  "components/price/price.ts": `Component({ properties: { fen: Number } });`,
  "components/price/price.wxml":
    `<wxs src="/utils/money.wxs" module="money" /><text class="figure">{{money.yuan(fen)}}</text>`,
  "components/price/price.wxss": `:host { display: block; } .figure { font-size: 30rpx; }`,
  "pages/home/home.json": `{ "usingComponents": { "price": "/components/price/price" } }`,
  "pages/home/home.ts": `
    import { title } from "../../utils/words.ts";
    Page({
      data: { items: [] as { id: string; name: string; fen: number }[] },
      onLoad() { this.setData({ items: [{ id: "1", name: title("茶"), fen: 100 }] }); },
      open() { wx.navigateTo({ url: "/packages/goods/detail/detail" }); },
    });`,
  "pages/home/home.wxml": `<view wx:for="{{items}}" wx:key="id" bind:tap="open">
  {{item.name}}<price fen="{{item.fen}}" /><t-tag>新</t-tag>
</view>`,
  "pages/home/home.wxss": `.card { width: 750rpx; } page { color: red; }`,
  "packages/goods/detail/detail.json": `{}`,
  "packages/goods/detail/detail.ts": `Component({ data: { name: "" } });`,
  "packages/goods/detail/detail.wxml": `<text>{{name}}</text>`,
};

/** The sample with some of its files changed, or left out where there is no text. */
export function sample(changes: Record<string, string | undefined> = {}): Files {
  return new Map(
    Object.entries({ ...GOOD, ...changes }).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, toBytes(text)] as const]
    ),
  );
}
