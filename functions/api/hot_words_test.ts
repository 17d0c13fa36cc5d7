import assert from "node:assert/strict";
import { createHotWords } from "./hot_words.ts";

Deno.test("a shop's hot words are asked for once a minute, however many ask, and a refusal is not kept", async () => {
  let now = 0;
  const asked: unknown[] = [];
  const callText = (_claims: unknown, _fn: string, args: Record<string, unknown> = {}) => {
    asked.push(args.shop);
    return args.shop === "none" ? Promise.reject(new Error("none")) : Promise.resolve("[]");
  };
  const hotWordsOf = createHotWords({ callText }, () => now);
  await Promise.all(["tea", "tea", "cup", "tea"].map(hotWordsOf));
  now = 59_999;
  assert.equal(await hotWordsOf("tea"), "[]");
  assert.deepEqual(asked, ["tea", "cup"]);
  now = 60_000;
  await hotWordsOf("tea");
  for (let n = 0; n < 2; n++) await assert.rejects(hotWordsOf("none"));
  assert.deepEqual(asked.slice(2), ["tea", "none", "none"]);
});
