import assert from "node:assert/strict";
import { ErrorReply } from "@/contracts/errors.ts";
import { ApiError } from "@/shared/errors.ts";
import { writeLogTo } from "@/shared/log.ts";
import { openDoor } from "./testing/door.ts";

const product = "0193a1b2-0000-7000-8000-000000000001";
const paths = [
  "/api/shops/demo/home",
  "/api/shops/demo/categories",
  "/api/shops/demo/products",
  "/api/shops/demo/products?query=%E8%8C%B6&sort=sold",
  `/api/shops/demo/products/${product}`,
];

/** The app, and how often it has looked for a route. */
async function openCounted(answer?: () => unknown) {
  const door = await openDoor(answer);
  await door.app.request("/api/health"); // with its first question the router chooses how it works
  const { router } = door.app;
  const match = router.match;
  let asked = 0;
  router.match = (...question) => {
    asked++;
    return match.apply(router, question);
  };
  const ask = async (path: string, init?: RequestInit) => await door.app.request(path, init);
  return { ask, door, asked: () => asked };
}

/** Everything that a reply says, but what each has of its own. */
async function said(response: Response) {
  const { "x-request-id": id, "x-server-time": time, ...headers } = Object.fromEntries(
    response.headers,
  );
  assert.match(id!, /^[0-9a-f-]{36}$/);
  assert.match(time!, /^\d{13}$/);
  return { status: response.status, headers, body: await response.text() };
}

Deno.test("an address that was answered once is answered without the app, to the byte as the app does", async () => {
  const { ask, asked } = await openCounted(() => ({ name: "茶" }));
  for (const [n, path] of paths.entries()) {
    const first = await said(await ask(path));
    assert.deepEqual(await said(await ask(path)), first, path);
    assert.equal(first.status, 200);
    assert.equal(first.body, '{"name":"茶"}');
    assert.equal(asked(), n + 1);
  }
});

Deno.test("a caller who knows the page gets 304 from a known address, with the same headers", async () => {
  const { ask, asked } = await openCounted();
  const { headers } = await said(await ask(paths[0]!));
  const { "content-type": _, ...bare } = headers;
  const init = { headers: { "if-none-match": headers.etag! } };
  assert.deepEqual(await said(await ask(paths[0]!, init)), {
    status: 304,
    headers: bare,
    body: "",
  });
  assert.equal(asked(), 1);
});

Deno.test("at a known address too a token has to be good, and the caller's own request id is kept", async () => {
  const { ask, door } = await openCounted();
  const home = (headers: Record<string, string> = {}) => ask(paths[0]!, { headers });
  await home();
  const refused = await home({ authorization: "Bearer x.y.z", "x-request-id": "client-12345" });
  const { error } = ErrorReply.parse(await refused.json());
  assert.deepEqual([refused.status, error.code], [401, "TOKEN_INVALID"]);
  assert.equal(error.request_id, "client-12345");
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
  for (const headers of [await door.member(), { authorization: "Bearer sb_publishable_abc" }]) {
    const answered = await home({ ...headers, "x-request-id": "client-12345" });
    assert.equal(answered.status, 200);
    assert.equal(answered.headers.get("x-request-id"), "client-12345");
  }
});

Deno.test("what a known address cannot answer any more is refused and logged as the app does, asked once", async () => {
  let fault: ApiError | undefined;
  const { ask, door } = await openCounted(() => {
    if (fault) throw fault;
    return {};
  });
  await ask(paths[4]!);
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  fault = new ApiError("DATABASE_UNAVAILABLE");
  const refused = await ask(paths[4]!, { headers: { "x-request-id": "client-12345" } })
    .finally(undo);
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("cache-control"), "no-store");
  assert.equal(refused.headers.get("retry-after"), "1");
  const line = JSON.parse(lines[0]!);
  assert.deepEqual([line.event, line.path, line.request_id], [
    "request_failed",
    paths[4],
    "client-12345",
  ]);
  assert.equal(door.calls.length, 2);
  fault = undefined;
  assert.equal((await ask(paths[4]!)).status, 200);
});

Deno.test("only what the memory has answered to a GET is known", async () => {
  const { ask, asked } = await openCounted();
  const strangers: [string, RequestInit?][] = [
    ["/api/shops/demo/shop"],
    ["/api/shops/demo/products?page_size=0"],
    ["/api/nowhere"],
    [paths[0]!, { method: "HEAD" }],
    [paths[0]!, { method: "POST" }],
    [`${paths[2]}?query=${"%74".repeat(50)}${"&".repeat(200)}`],
  ];
  for (const [path, init] of [...strangers, ...strangers]) await ask(path, init);
  assert.equal(asked(), 2 * strangers.length);
});
