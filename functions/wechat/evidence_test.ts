import assert from "node:assert/strict";
import { evidence_length, storable } from "./refusal.ts";
import { evidence_rate } from "./services.ts";

Deno.test("strangers cannot fill a shop's database with the kept evidence of their messages", () => {
  const half_year_s = 180 * 86_400;
  const most_kept = evidence_rate.burst + evidence_rate.per_second * half_year_s;
  const most_bytes = most_kept * evidence_length * 3; // of UTF-8, for a Chinese character
  assert.ok(most_bytes < 1e9, `${most_bytes} bytes`);
});

Deno.test("the kept text is one that Postgres takes, cut without leaving half a character", () => {
  assert.equal(storable("a\0b\ud83d"), "ab\ufffd");
  const cut = storable("x".repeat(evidence_length - 1) + "🎁");
  assert.equal(cut.length, evidence_length);
  assert.ok(cut.isWellFormed());
});
