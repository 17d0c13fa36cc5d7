import assert from "node:assert/strict";
import { cleanText, isSendable } from "./text.ts";

Deno.test("cleanText: keeps one to three bytes, drops emoji with their joiners, controls and lone surrogates", () => {
  const cases: [string, string][] = [
    ["龙井茶 250g", "龙井茶 250g"],
    ["新春🎁礼盒", "新春礼盒"],
    ["👨‍👩‍👧 family", "family"],
    ["❤️红茶", "❤红茶"],
    ["茶\u0000叶\n\t罐", "茶叶 罐"],
    ["坏\ud83d字", "坏字"],
    ["𠮷野家", "野家"],
    ["🍎🍎", ""],
    ["a 🍎 b", "a b"],
  ];
  for (const [text, expected] of cases) assert.equal(cleanText(text, 100), expected);
});

Deno.test("cleanText: cuts to the limit in characters, after dropping", () => {
  assert.equal(cleanText("🎁".repeat(5) + "茶".repeat(200), 127), "茶".repeat(127));
  assert.equal(cleanText("ab cd", 3), "ab");
});

Deno.test("isSendable: length, bytes and control characters", () => {
  assert.equal(isSendable("推广员", 15), true);
  assert.equal(isSendable("", 15), false);
  assert.equal(isSendable("推".repeat(16), 15), false);
  assert.equal(isSendable("推🎁", 15), false);
  assert.equal(isSendable("推\n", 15), false);
});
