import assert from "node:assert/strict";
import { characters } from "./characters";

Deno.test("a character is what people see as one", () => {
  const whole = [
    "张",
    "e\u0301",
    "👨\u200D👩\u200D👧",
    "🇨🇳",
    "👍🏽",
    "❤\uFE0F",
    "a",
    "1\uFE0F\u20E3",
  ];
  assert.deepEqual(characters(whole.join("")), whole);
  assert.deepEqual(characters(""), []);
});
