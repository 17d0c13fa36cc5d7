import assert from "node:assert/strict";
import { schemasOf } from "./schemas.ts";
import { search_settings } from "./search.ts";

Deno.test("hot words are counted without empty parts, and what is wrong with them is said", () => {
  const { hot_words } = schemasOf(search_settings);
  const said = (text: string) => hot_words.safeParse(text).error?.issues[0]?.message;
  const ten = Array(10).fill("茶".repeat(20)).join("、");
  for (const text of ["", "茶、".repeat(10), ten, `，、 ${ten} 、,`]) {
    assert.equal(said(text), undefined);
  }
  assert.equal(said("茶、".repeat(11)), "最多 10 个词，现在有 11 个");
  assert.equal(said(`茶、${"长".repeat(21)}`), `“${"长".repeat(21)}”太长了，每个词最多 20 个字`);
});
