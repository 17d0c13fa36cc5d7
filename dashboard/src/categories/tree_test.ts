import assert from "node:assert/strict";
import { optionsOf, treeOf } from "./tree.ts";

const category = (id: string, parent_id: string | null) => ({
  ...{ id, parent_id, name: `名${id}`, image_url: null },
  ...{ position: 1, is_visible: true, product_count: 0 },
});
const items = [category("b", null), category("x", "a"), category("a", null), category("y", "a")];

Deno.test("categories stand below their parents, in the order they came in", () => {
  assert.deepEqual(
    treeOf(items).map(({ category, below }) => [category.id, below.map(({ id }) => id)]),
    [["b", []], ["a", ["x", "y"]]],
  );
  assert.deepEqual(optionsOf(items).map(({ label }) => label), [
    "名b",
    "名a",
    "名a / 名x",
    "名a / 名y",
  ]);
});
