import assert from "node:assert/strict";
import { BindingState } from "@/contracts/distributors.ts";
import { protectionWords } from "./protection.ts";

Deno.test("every state of a customer has words of its own", () => {
  const words = BindingState.options.map((state) =>
    protectionWords({ state, days_left: 3, protected_until: "2026-11-22T06:05:00Z" }).words
  );
  assert.equal(new Set(words).size, words.length);
  assert.match(words[BindingState.options.indexOf("expiring")]!, /还剩 3 天，到 .*14:05/);
});
