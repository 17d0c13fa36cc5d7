import assert from "node:assert/strict";
import { ask } from "./ask.ts";
import { mallNow } from "./clock.ts";
import { Problem } from "./problem.ts";
import { inFakeTime } from "./testing/fake_time.ts";
import { refused, withServer } from "./testing/fake_server.ts";

const question = { method: "GET", url: "https://mall.example/x", token: "t1" };

async function problem(answer: () => Response | Promise<Response>): Promise<Problem> {
  let met: unknown;
  await withServer(answer, async () => {
    met = await ask(question).catch((error) => error);
  });
  assert.ok(met instanceof Problem);
  return met;
}

Deno.test("a question carries the token, a command its body and its key", () =>
  withServer(() => Response.json({ ok: true }), async (asked) => {
    await ask(question);
    await ask({ ...question, method: "PUT", body: { a: 1 }, key: "k1" });
    assert.deepEqual(asked, [
      { method: "GET", url: question.url, token: "t1", key: null, body: undefined },
      { method: "PUT", url: question.url, token: "t1", key: "k1", body: { a: 1 } },
    ]);
  }));

Deno.test("a refusal has the server's words and number, and is final; 500s and lost answers are not", async () => {
  const conflict = await problem(() => refused(409, "ORDER_NOT_SHIPPABLE"));
  assert.deepEqual(
    [conflict.code, conflict.message, conflict.requestId, conflict.isFinal, conflict.isSignedOut],
    ["ORDER_NOT_SHIPPABLE", "text of ORDER_NOT_SHIPPABLE", "r1", true, false],
  );
  const out = await problem(() => refused(401, "TOKEN_INVALID"));
  assert.deepEqual([out.isFinal, out.isSignedOut], [true, true]);
  assert.equal((await problem(() => refused(499, "X"))).isFinal, true);
  assert.equal((await problem(() => refused(500, "INTERNAL"))).isFinal, false);
  const gateway = await problem(() =>
    new Response("bad gateway", { status: 502, headers: { "x-request-id": "r2" } })
  );
  assert.deepEqual([gateway.code, gateway.requestId, gateway.isFinal], [
    "UNAVAILABLE",
    "r2",
    false,
  ]);
  const lost = await problem(() => Promise.reject(new TypeError("network")));
  assert.deepEqual([lost.code, lost.isFinal], ["OFFLINE", false]);
  const torn = await problem(() => new Response('{"id": 1', { status: 200 }));
  assert.deepEqual([torn.code, torn.isFinal], ["OFFLINE", false]);
});

Deno.test("every reply tells the mall's time, a refusal too", () =>
  inFakeTime("2026-11-30T04:00:00Z", async () => {
    const time = (text: string) => ({ "x-server-time": String(Date.parse(text)) });
    await withServer(
      () => Response.json({ ok: true }, { headers: time("2026-11-30T06:00:00Z") }),
      async () => void await ask(question),
    );
    assert.equal(mallNow(), Date.parse("2026-11-30T06:00:00Z"));
    await problem(() => refused(409, "X", time("2026-12-01T06:00:00Z")));
    assert.equal(mallNow(), Date.parse("2026-12-01T06:00:00Z"));
    await problem(() => refused(409, "X"));
    assert.equal(mallNow(), Date.parse("2026-12-01T06:00:00Z"));
  }));
