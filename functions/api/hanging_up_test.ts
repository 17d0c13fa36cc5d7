import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { openDoor } from "./testing/door.ts";

/** Sends the head of a request and half of its body, and hangs up. */
async function hangUp(port: number, path: string, token: string): Promise<void> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: mall",
    `authorization: ${token}`,
    "idempotency-key: tap-00000001",
    "content-type: application/json",
    "content-length: 1000",
  ];
  await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n{"lines":[`));
  connection.close();
}

Deno.test("ten callers who hang up in the middle of a body write no line of error, and do nothing", async () => {
  const door = await openDoor();
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  const ended = Promise.withResolvers<void>();
  const statuses: number[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const response = await door.app.fetch(request);
      if (statuses.push(response.status) === 10) ended.resolve();
      return response;
    },
  );
  try {
    const { authorization } = await door.member();
    for (let n = 0; n < 10; n++) {
      await hangUp(server.addr.port, "/api/shops/demo/orders", authorization);
    }
    await ended.promise;
    assert.deepEqual(statuses, Array(10).fill(400));
    assert.deepEqual(lines.filter((line) => JSON.parse(line).level === "error"), []);
    assert.deepEqual(door.calls, []);
  } finally {
    undo();
    await server.shutdown();
  }
});
