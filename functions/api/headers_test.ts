import assert from "node:assert/strict";
import { openDoor } from "./testing/door.ts";
import { errorOf } from "./testing/requests.ts";

Deno.test("every reply has a request id and security headers; the caller's own id is kept if harmless", async () => {
  const { app } = await openDoor();
  const asked = await app.request("/api/health", { headers: { "x-request-id": "client-12345" } });
  assert.equal(asked.headers.get("x-request-id"), "client-12345");
  const odd = await app.request("/api/nowhere", { headers: { "x-request-id": "a b\tc{}" } });
  assert.match(odd.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
  for (const response of [asked, odd]) {
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.match(response.headers.get("content-security-policy")!, /default-src 'none'/);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  }
  assert.equal((await errorOf(odd)).code, "ROUTE_NOT_FOUND");
});

Deno.test("every reply says the server's time, refusals too, and a page may read it", async () => {
  const { app } = await openDoor();
  const paths = ["/api/health", "/api/nowhere", "/api/shops/demo/me", "/api/shops/demo/home"];
  for (const path of paths) {
    const before = Date.now();
    const { headers } = await app.request(path);
    const said = headers.get("x-server-time") ?? "";
    assert.match(said, /^\d{13}$/, path);
    assert.ok(before <= Number(said) && Number(said) <= Date.now(), path);
    assert.match(headers.get("access-control-expose-headers")!, /x-server-time/);
  }
});

Deno.test("a browser's preflight is answered before anybody asks for a token", async () => {
  const { app } = await openDoor();
  const response = await app.request("/api/shops/demo/orders", {
    method: "OPTIONS",
    headers: { origin: "https://x", "access-control-request-method": "POST" },
  });
  assert.equal(response.status, 204);
  const allowed = response.headers.get("access-control-allow-headers")!.toLowerCase();
  for (const name of ["authorization", "apikey", "x-client-info", "idempotency-key"]) {
    assert.ok(allowed.includes(name), name);
  }
});

Deno.test("catalogue replies have an ETag and may be cached; a known one is not sent again", async () => {
  let stock = 1;
  const { app } = await openDoor(() => ({ stock }));
  const ask = (known?: string) =>
    app.request("/api/shops/demo/home", known ? { headers: { "if-none-match": known } } : {});
  const first = await ask();
  const etag = first.headers.get("etag")!;
  assert.match(etag, /^W\/".+"$/);
  assert.match(first.headers.get("cache-control")!, /^public, max-age=\d+/);
  assert.deepEqual(await first.json(), { stock: 1 });
  for (const known of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
    const again = await ask(known);
    assert.equal(again.status, 304, known);
    assert.equal(again.headers.get("etag"), etag);
    assert.equal(await again.text(), "");
  }
  stock = 2;
  assert.equal((await ask(etag)).status, 200);
});

Deno.test("replies about somebody are never kept on the way", async () => {
  const door = await openDoor();
  const response = await door.app.request("/api/shops/demo/cart", { headers: await door.member() });
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("etag"), null);
});
