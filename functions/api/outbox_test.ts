import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { createOutboxKick } from "./outbox.ts";
import { jsonBody, openDoor } from "./testing/door.ts";
import { until } from "@/tests/support/waiting.ts";

const id = "0193a1b2-0000-7000-8000-000000000001";

/** A jobs function that answers when it is told to. */
async function withJobs(
  work: (url: string, asked: string[], answer: (status: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const waiting: ((status: number) => void)[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  await using server = Deno.serve(options, async (request) => {
    asked.push(
      `${request.method} ${new URL(request.url).pathname} ${request.headers.get("authorization")}`,
    );
    const status = await new Promise<number>((resolve) => waiting.push(resolve));
    return new Response("{}", { status });
  });
  const answer = async (status: number) => {
    await until("a kick", () => waiting.length > 0);
    waiting.shift()!(status);
  };
  await work(`http://127.0.0.1:${server.addr.port}/jobs`, asked, answer);
}

Deno.test("kicks while one is under way become one more, and a failed one stops none", async () => {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  await withJobs(async (url, asked, answer) => {
    const kick = createOutboxKick(() => ({ url, secret: "s" }));
    for (let n = 0; n < 5; n++) kick();
    await answer(200);
    await answer(500);
    await until("the failure in the log", () => lines.length > 0);
    assert.deepEqual(asked, Array(2).fill("POST /jobs/outbox Bearer s"));
    kick();
    await answer(200);
    assert.equal(asked.length, 3);
  });
  undo();
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /outbox_kick/);
});

Deno.test("a hosted function is kept alive for the kick", async () => {
  const kept: Promise<unknown>[] = [];
  const hosted = globalThis as { EdgeRuntime?: { waitUntil(work: Promise<unknown>): void } };
  hosted.EdgeRuntime = { waitUntil: (work) => kept.push(work) };
  try {
    await withJobs(async (url, _asked, answer) => {
      createOutboxKick(() => ({ url, secret: "s" }))();
      await answer(200);
      assert.equal(kept.length, 1);
      await kept[0];
    });
  } finally {
    delete hosted.EdgeRuntime;
  }
});

Deno.test("without an address nobody is asked, and the first kick with one asks at once", async () => {
  await withJobs(async (url, asked, answer) => {
    let known: { url: string; secret: string } | null = null;
    const kick = createOutboxKick(() => known);
    kick();
    assert.deepEqual(asked, []);
    known = { url, secret: "s" };
    kick();
    await answer(200);
    assert.equal(asked.length, 1);
  });
});

Deno.test("a command that may tell WeChat something has it sent, a refused one and reading have not", async () => {
  let refused = false;
  const door = await openDoor(() => {
    if (refused) throw new Error("refused");
    return { contact: null };
  });
  let kicks = 0;
  door.services.sendOutbox = () => void kicks++;
  const headers = { ...await door.member(), "idempotency-key": "tap-00000001" };
  const cancel = () =>
    door.app.request(`/api/shops/demo/orders/${id}/cancellation`, { method: "POST", headers });
  assert.equal((await cancel()).status, 200);
  assert.equal(kicks, 1);
  await door.app.request("/api/shops/demo/orders", { headers });
  await door.app.request(
    "/api/shops/demo/cart/removals",
    jsonBody("POST", { skus: [id] }, headers),
  );
  refused = true;
  const undo = writeLogTo(() => {});
  assert.equal((await cancel()).status, 500);
  undo();
  assert.equal(kicks, 1);
});
