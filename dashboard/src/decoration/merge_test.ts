import assert from "node:assert/strict";
import type { Block } from "@/contracts/pages.ts";
import { type Choices, compare, type Content, merged } from "./merge.ts";
import { mergedOrder, moved } from "./order.ts";

const note = (id: string, text = id): Block => ({ id, kind: "notice", text, link: null });
const page = (...blocks: Block[]): Content => ({ title: "春茶", blocks });
const words = ({ blocks }: Content) => blocks.map((one) => "text" in one ? one.text : "").join("");
const list = (letters: string) => page(...[...letters].map((id) => note(id)));

const base = list("abcd");

Deno.test("a change, addition or removal of one side is taken without a question", () => {
  const mine = page(note("a"), note("b", "B"), note("c"), note("x"), note("d"));
  const theirs = page(note("a"), note("t"), note("b"), note("d", "D"));
  const three = { base, mine, theirs };
  const found = compare(three);
  assert.deepEqual([found.forks, found.isTitleForked, found.isOrderForked], [[], false, false]);
  assert.deepEqual(found.told.map((one) => [one.what, "id" in one && one.id]), [
    ["removed", "c"],
    ["changed", "d"],
    ["added", "t"],
  ]);
  assert.equal(words(merged(three, {})), "atBxD");
});

Deno.test("a block both have changed is a choice, mine unless theirs is chosen", () => {
  const three = {
    base,
    mine: page(note("a", "A"), note("b"), note("c"), note("d", "D")),
    theirs: page(note("a", "1"), note("b", "2"), note("c"), note("d", "D")),
  };
  const { forks, told } = compare(three);
  assert.deepEqual(forks.map(({ id }) => id), ["a"], "both made the same of d");
  assert.deepEqual(told.map(({ what }) => what), ["changed"]);
  assert.equal(words(merged(three, {})), "A2cD");
  assert.equal(words(merged(three, { a: "theirs" })), "12cD");
});

Deno.test("a block that one side removed and the other changed is a choice, and is kept unless its removal is chosen", () => {
  const three = {
    base,
    mine: page(note("b", "B"), note("c"), note("d")),
    theirs: page(note("a", "A"), note("c"), note("d")),
  };
  assert.deepEqual(compare(three).forks.map(({ id }) => id), ["a", "b"]);
  assert.equal(words(merged(three, {})), "ABcd");
  assert.equal(words(merged(three, { a: "mine", b: "theirs" })), "cd");
});

Deno.test("moves of both sides are applied; the order is a choice only when both moved the same blocks", () => {
  const order = (mine: string, theirs: string, choices: Choices = {}) => {
    const three = { base, mine: list(mine), theirs: list(theirs) };
    const { isOrderForked, told } = compare(three);
    return [words(merged(three, choices)), isOrderForked, told.map(({ what }) => what).join()];
  };
  assert.deepEqual(order("abcd", "dabc"), ["dabc", false, "moved"]);
  assert.deepEqual(order("bacd", "abcd"), ["bacd", false, ""]);
  assert.deepEqual(order("dabc", "dabc"), ["dabc", false, ""]);
  assert.deepEqual(order("bacdx", "abdtc"), ["badtcx", false, "added,moved"]);
  assert.deepEqual(order("dabc", "abcdy"), ["dabcy", false, "added"]);
  assert.deepEqual(order("dabc", "bcda"), ["dbca", false, "moved"]);
  assert.deepEqual(order("dabc", "bcda", { order: "theirs" }), ["dbca", false, "moved"]);
  assert.deepEqual(order("bcda", "bacd"), ["bcda", true, ""]);
  assert.deepEqual(order("bcda", "bacd", { order: "theirs" }), ["bacd", true, ""]);
});

Deno.test("the title is merged as a block is", () => {
  const named = (title: string) => ({ ...base, title });
  const theirs = { base, mine: base, theirs: named("夏茶") };
  assert.deepEqual(compare(theirs).told, [{ what: "title", before: "春茶", after: "夏茶" }]);
  assert.equal(merged(theirs, {}).title, "夏茶");
  const both = { ...theirs, mine: named("秋茶") };
  assert.equal(compare(both).isTitleForked, true);
  assert.equal(merged(both, {}).title, "秋茶");
  assert.equal(merged(both, { title: "theirs" }).title, "夏茶");
});

Deno.test("the order of fields, and blanks that a save takes away, are no change", () => {
  const theirs = page({ link: null, text: "a", kind: "notice", id: "a" }, ...base.blocks.slice(1));
  const mine = page(note("a", "a "), ...base.blocks.slice(1));
  assert.deepEqual(compare({ base, mine, theirs }).told, []);
  assert.deepEqual(compare({ base, mine, theirs }).forks, []);
});

Deno.test("whatever two have done to a page, nothing is lost and nothing stands twice", () => {
  const shuffled = () => [..."abcdef"].sort(() => Math.random() - 0.5);
  for (let n = 0; n < 500; n++) {
    const some = (own: string) => [...shuffled().slice(Math.random() * 3), own];
    const [mine, theirs] = [some("x"), some("y")];
    const order = mergedOrder([..."abcdef"], mine, theirs);
    assert.deepEqual(order.toSorted(), [...new Set([...mine, ...theirs])].sort());
    const followed = mergedOrder([..."abcdef"], [..."abcdef"], theirs);
    assert.deepEqual(followed.filter((id) => theirs.includes(id)), theirs, "one changed nothing");
  }
  assert.deepEqual(moved([..."abcd"], [..."bcda"]), new Set(["a"]));
});
