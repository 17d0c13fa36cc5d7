import assert from "node:assert/strict";
import { corsHeaders } from "@supabase/supabase-js/cors";
import { TestGateway } from "./testing.ts";

let moved_ms = 0;
const pages = await Deno.makeTempDir();
const mall = await TestGateway.start({
  functions: {
    api: (request) =>
      Response.json({
        path: new URL(request.url).pathname,
        from: request.headers.get("x-forwarded-for"),
      }),
  },
  dashboardDir: pages,
  clock: {
    offset: () => moved_ms,
    now: () => new Date(),
    advance: (seconds) => {
      moved_ms += seconds * 1000;
      return Promise.resolve(new Date());
    },
    set: () => Promise.reject(new RangeError("The clock only goes forward.")),
  },
});

Deno.test.afterAll(async () => {
  await mall.stop();
  await Deno.remove(pages, { recursive: true });
});

Deno.test("functions get their own path and the caller's address", async () => {
  const answer = async (path: string, headers: Record<string, string> = {}) =>
    await (await fetch(`${mall.url}/functions/v1/${path}`, { headers })).json();
  assert.deepEqual(await answer("api/shops/demo?x=1"), {
    path: "/api/shops/demo",
    from: "127.0.0.1",
  });
  const proxied = await answer("api", { "x-forwarded-for": "203.0.113.9" });
  assert.equal(proxied.from, "203.0.113.9");
  assert.equal((await answer("nothing/here")).code, "NOT_FOUND");
});

Deno.test("browsers may call rest, auth and storage with every header of supabase-js", async () => {
  const wanted = corsHeaders["Access-Control-Allow-Headers"]!.split(",").map((name) => name.trim());
  for (const path of ["rest/v1/rpc/x", "auth/v1/token", "storage/v1/object/a/b"]) {
    const preflight = await fetch(`${mall.url}/${path}`, { method: "OPTIONS" });
    assert.equal(preflight.status, 204);
    const allowed = preflight.headers.get("access-control-allow-headers")!.split(", ");
    assert.deepEqual(wanted.filter((name) => !allowed.includes(name)), []);
    const refusal = await fetch(`${mall.url}/${path}`, { method: "POST" });
    assert.equal(refusal.headers.get("access-control-allow-origin"), "*");
    assert.match(refusal.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
    await refusal.body?.cancel();
  }
});

Deno.test("the clock is moved from this machine alone", async () => {
  const url = `${mall.url}/_control/clock`;
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(url, { method: "POST", body: JSON.stringify(body), headers });
  assert.equal((await (await fetch(url)).json()).offset_seconds, 0);
  assert.equal((await (await post({ advance_seconds: 60 })).json()).offset_seconds, 60);
  for (const body of [{ to: "2001-01-01T00:00:00Z" }, { advance_seconds: -1 }, {}, "x"]) {
    const response = await post(body);
    assert.equal(response.status, 400);
    await response.body?.cancel();
  }
  const page = await post({ advance_seconds: 60 }, { origin: "https://elsewhere.example" });
  assert.equal(page.status, 403);
  await page.body?.cancel();
});

Deno.test("pages are served from their folder and nowhere else", async () => {
  await Deno.mkdir(`${pages}/assets`);
  await Deno.writeTextFile(`${pages}/index.html`, "<h1>商城</h1>");
  await Deno.writeTextFile(`${pages}/assets/a.js`, "1");
  const get = async (path: string) => {
    const response = await fetch(`${mall.url}${path}`, { redirect: "manual" });
    return [response.status, await response.text(), response.headers.get("cache-control")];
  };
  assert.deepEqual(await get("/dashboard/orders/5"), [200, "<h1>商城</h1>", "no-cache"]);
  assert.equal((await get("/dashboard"))[0], 301);
  assert.deepEqual((await get("/dashboard/assets/a.js"))[2], "public, max-age=31536000, immutable");
  assert.equal((await get("/dashboard/missing.js"))[0], 404);
  assert.equal((await get("/dashboard/..%2f..%2f..%2fetc%2fpasswd.txt"))[0], 404);
  assert.equal((await get("/phone/"))[0], 404);
  assert.equal((await get("/nothing"))[0], 404);
});
