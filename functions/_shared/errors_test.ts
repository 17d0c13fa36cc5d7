import assert from "node:assert/strict";
import { Hono } from "hono";
import { errors } from "@/contracts/error_texts.ts";
import { ErrorReply } from "@/contracts/errors.ts";
import { ApiError, fromPostgres, onError, onNotFound } from "./errors.ts";
import { writeLogTo } from "./log.ts";
import { requestId } from "./middleware/request_id.ts";

/** What a route that throws this answers, and the lines it logged. */
async function answerTo(error: unknown) {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  const app = new Hono().use(requestId).get("/", () => {
    throw error;
  });
  app.onError(onError);
  app.notFound(onNotFound);
  const response = await app.request("/", { headers: { "x-request-id": "request-0001" } });
  undo();
  return { response, body: ErrorReply.parse(await response.json()).error, lines };
}

Deno.test("errors: every code has a 4xx or 5xx status and a Chinese text", () => {
  for (const [code, { status, text }] of Object.entries(errors)) {
    assert.match(code, /^[A-Z][A-Z0-9_]+$/);
    assert.ok(status >= 400 && status < 600, code);
    assert.match(text, /[\u4e00-\u9fff]/, code);
    assert.doesNotMatch(text, /[!！您]/, code);
  }
});

Deno.test("onError() answers code, Chinese message, details and request id", async () => {
  const { response, body, lines } = await answerTo(
    new ApiError("OUT_OF_STOCK", { lines: [{ sku_id: "s", available: 2 }] }),
  );
  assert.equal(response.status, 409);
  assert.equal(response.headers.get("x-request-id"), "request-0001");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.deepEqual(body, {
    code: "OUT_OF_STOCK",
    message: "库存不足",
    details: { lines: [{ sku_id: "s", available: 2 }] },
    request_id: "request-0001",
  });
  assert.deepEqual(lines, []);
});

Deno.test("onError() says nothing about an unknown error, and logs its cause with the request id", async () => {
  const { response, body, lines } = await answerTo(
    new Error("relation pay.secrets does not exist"),
  );
  assert.equal(response.status, 500);
  assert.equal(body.code, "INTERNAL");
  assert.doesNotMatch(JSON.stringify(body), /pay\.secrets/);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /pay\.secrets/);
  assert.match(lines[0]!, /request-0001/);
});

Deno.test("onError() tells a slowed caller when to come back", async () => {
  const { response } = await answerTo(new ApiError("RATE_LIMITED", { retry_after_seconds: 7 }));
  assert.equal(response.status, 429);
  assert.equal(response.headers.get("retry-after"), "7");
});

Deno.test("fromPostgres() turns what SQL raised into the code it named", async (t) => {
  const cases: [string, Record<string, string>, string, unknown][] = [
    [
      "a refusal with details",
      { code: "PT409", message: "OUT_OF_STOCK", detail: '{"available":1}' },
      "OUT_OF_STOCK",
      { available: 1 },
    ],
    [
      "a refusal without",
      { code: "PT404", message: "ORDER_NOT_FOUND", detail: "" },
      "ORDER_NOT_FOUND",
      undefined,
    ],
    [
      "a refusal whose detail is no JSON",
      { code: "PT404", message: "ORDER_NOT_FOUND", detail: "x" },
      "ORDER_NOT_FOUND",
      undefined,
    ],
    [
      "a code that we do not have",
      { code: "PT409", message: "NEWER_THAN_US" },
      "INTERNAL",
      undefined,
    ],
    ["a missing grant", { code: "42501", message: "permission denied" }, "FORBIDDEN", undefined],
    ["a deadlock", { code: "40P01", message: "deadlock detected" }, "BUSY", undefined],
    ["a statement that took too long", { code: "57014", message: "canceling" }, "BUSY", undefined],
    [
      "nobody listening",
      { code: "ECONNREFUSED", message: "connect" },
      "DATABASE_UNAVAILABLE",
      undefined,
    ],
    [
      "a database starting",
      { code: "57P03", message: "starting up" },
      "DATABASE_UNAVAILABLE",
      undefined,
    ],
    [
      "a pooler without a free connection",
      { code: "XX000", severity: "FATAL", message: "unable to check out process from the pool" },
      "DATABASE_UNAVAILABLE",
      undefined,
    ],
    [
      "a wrong password",
      { code: "28P01", severity: "FATAL", message: "password authentication failed" },
      "DATABASE_UNAVAILABLE",
      undefined,
    ],
    [
      "a login that may not connect",
      { code: "42501", severity: "FATAL", message: "permission denied for database" },
      "DATABASE_UNAVAILABLE",
      undefined,
    ],
    [
      "a certificate that nobody trusts",
      { code: "SELF_SIGNED_CERT_IN_CHAIN", message: "self-signed certificate" },
      "DATABASE_UNAVAILABLE",
      undefined,
    ],
    [
      "an error of the statement itself",
      { code: "XX000", severity: "ERROR", message: "could not find tuple" },
      "INTERNAL",
      undefined,
    ],
    [
      "a broken rule",
      { code: "23514", message: "check", detail: '{"a":1}' },
      "INTERNAL",
      undefined,
    ],
  ];
  for (const [what, raised, code, details] of cases) {
    await t.step(what, () => {
      const error = fromPostgres(Object.assign(new Error(raised.message), raised));
      assert.equal(error.code, code);
      assert.deepEqual(error.details, details);
    });
  }
});
