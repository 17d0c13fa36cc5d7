import assert from "node:assert/strict";
import { notesOf, problemsBelow, problemsOf } from "./problems.ts";

Deno.test("a refusal stands at the field of its block, and its block says it", () => {
  const problems = {
    title: "页面名称为 1 到 20 个字",
    "blocks.1.items.0.link": "内容不对，请重新选择",
    "blocks.1.items.0.link.id": "格式不对",
    "blocks.12.product_ids.3": "选的内容已经不在了，请重新选择",
  };
  assert.deepEqual(problemsBelow(problems, 1), { "items.0.link": "格式不对" });
  assert.deepEqual(problemsBelow(problems, 12), { product_ids: "选的内容已经不在了，请重新选择" });
  const notes = notesOf(problems, [{ at: "blocks.0.link", state: "archived" }]);
  assert.equal(notes[0], "页面已收起，买家看不到这一项");
  assert.equal(notes[12], "选的内容已经不在了，请重新选择");
  assert.equal(notes[2], undefined);
});

Deno.test("a picture or a target that was not chosen is asked for, and other refusals keep their words", () => {
  const refused = [
    { field: "page.blocks.0.items.0.image_url", message: "应为文字" },
    { field: "page.blocks.0.items.0.link.id", message: "编号格式不对" },
    { field: "page.blocks.1.items.0.link", message: "选的内容已经不在了，请重新选择" },
  ];
  assert.deepEqual(problemsOf(refused), {
    "blocks.0.items.0.image_url": "请放一张图片",
    "blocks.0.items.0.link.id": "请选择去哪里",
    "blocks.1.items.0.link": "选的内容已经不在了，请重新选择",
  });
});
