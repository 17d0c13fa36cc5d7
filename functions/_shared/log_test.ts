import assert from "node:assert/strict";
import { log, redact, writeLogTo } from "./log.ts";

function linesOf(act: () => void): Record<string, unknown>[] {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  try {
    act();
  } finally {
    undo();
  }
  return lines.map((line) => JSON.parse(line));
}

Deno.test("log() writes one JSON object with level, event and request id", () => {
  const [line] = linesOf(() =>
    log("warn", "notice_rejected", { request_id: "r-1", reason: "stale" })
  );
  assert.equal(line!.level, "warn");
  assert.equal(line!.event, "notice_rejected");
  assert.equal(line!.request_id, "r-1");
  assert.equal(line!.reason, "stale");
});

Deno.test("log() never writes secrets or personal data", async (t) => {
  const secrets: [string, Record<string, unknown>, string][] = [
    ["a token by its field", { token: "abc-secret" }, "abc-secret"],
    ["an openid", { payer: { openid: "oUpF8uMuAJO" } }, "oUpF8uMuAJO"],
    ["a phone by its field", { phone: "021-555" }, "021-555"],
    ["a name", { name: "张三" }, "张三"],
    ["a street", { address: "西湖路1号" }, "西湖路1号"],
    ["a contact whole", { contact: { detail: "西湖路1号" } }, "西湖路1号"],
    ["a credential", { credentials: [{ sealed: "v1.zzzz" }] }, "v1.zzzz"],
    ["a phone in a sentence", { note: "拨打 13812345678 无人接听" }, "13812345678"],
    ["an e-mail in a sentence", { note: "asked wang@example.com" }, "wang@example.com"],
    ["a token in a sentence", { note: "got eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl" }, "eyJzdWIi"],
    ["a bearer header in a sentence", { note: "Bearer abcdef123456" }, "abcdef123456"],
    ["a key in a message", { cause: new Error("bad -----BEGIN PRIVATE KEY-----\nMIIE") }, "MIIE"],
    ["a password in a URL", { url: "postgres://mall_api:hunter2@db/postgres" }, "hunter2"],
    ["a secret in a query", { url: "https://x/sns?secret=s3cr3t&js_code=c0de" }, "s3cr3t"],
  ];
  const [no_json] = await Promise.allSettled([new Response("张三").json()]);
  secrets.push(["what was no JSON", { cause: (no_json as PromiseRejectedResult).reason }, "张三"]);
  for (const [what, fields, secret] of secrets) {
    await t.step(what, () => {
      const [line] = linesOf(() => log("error", "failed", fields));
      assert.ok(!JSON.stringify(line).includes(secret), JSON.stringify(line));
    });
  }
});

Deno.test("redact() keeps what an operator needs: kind, sqlstate, constraint, cause, ids, amounts", () => {
  const cause = Object.assign(new Error("violates check"), {
    code: "23514",
    constraint: "orders_payable_adds_up",
    detail: "Failing row contains (张三, 13812345678)",
  });
  const shown = redact({ order_id: "0193-aa", amount_fen: 1999, cause }) as Record<string, unknown>;
  assert.equal(shown.order_id, "0193-aa");
  assert.equal(shown.amount_fen, 1999);
  const error = shown.cause as Record<string, unknown>;
  assert.equal(error.code, "23514");
  assert.equal(error.constraint, "orders_payable_adds_up");
  assert.equal(error.detail, undefined);
});

Deno.test("redact() keeps the place of a failed statement and none of what it was given", () => {
  const cause = Object.assign(new Error('invalid input syntax for type integer: "张三"'), {
    code: "22P02",
    where: [
      'JSON data, line 1: {"nickname":"青禾...',
      'unnamed portal parameter $3 = \'{"remark":"放门口"}\'',
      "PL/pgSQL function api.update_profile(text,text) line 7 at SQL statement",
    ].join("\n"),
  });
  const text = JSON.stringify(redact(cause));
  for (const given of ["张三", "青禾", "放门口"]) assert.ok(!text.includes(given), text);
  assert.match(text, /invalid input syntax for type integer/);
  assert.match(text, /api\.update_profile/);
});
