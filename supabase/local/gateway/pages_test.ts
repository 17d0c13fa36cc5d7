import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";
import { PROJECT } from "../paths.ts";
import { dashboard_policy, pageHandler } from "./pages.ts";

const readme = await Deno.readTextFile(`${PROJECT}/README.md`);
const config = {
  supabase_url: "http://mall.test",
  publishable_key: "sb_publishable_x",
  shop: "demo",
};

Deno.test("a page is served with its policy, may be framed by nobody, and is not sniffed", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/index.html`, "<h1>商城</h1>");
  const page = pageHandler("/dashboard/", folder, config, dashboard_policy);
  for (const path of ["/dashboard/", "/dashboard/orders/5"]) {
    const { headers } = await page(new Request(`http://mall.test${path}`));
    assert.equal(headers.get("content-security-policy"), dashboard_policy);
    assert.match(dashboard_policy, /frame-ancestors 'none'/);
    assert.match(dashboard_policy, /script-src 'self';/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("files go out gzipped to callers that accept gzip, and files named by content are cached for good", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/assets`);
  await Deno.writeTextFile(`${folder}/index.html`, "<h1>商城</h1>");
  await Deno.writeTextFile(`${folder}/assets/a-1.js`, "plain");
  await Deno.writeFile(`${folder}/assets/a-1.js.gz`, gzipSync("plain"));
  const page = pageHandler("/phone/", folder, config, dashboard_policy);
  const get = (path: string, encoding = "br, gzip") =>
    page(new Request(`http://mall.test${path}`, { headers: { "accept-encoding": encoding } }));

  const small = await get("/phone/assets/a-1.js");
  assert.equal(small.headers.get("content-encoding"), "gzip");
  assert.equal(small.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.equal(small.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(gunzipSync(await small.bytes()).toString(), "plain");

  const plain = await get("/phone/assets/a-1.js", "identity");
  assert.equal(plain.headers.get("content-encoding"), null);
  assert.equal(plain.headers.get("vary"), "accept-encoding");
  assert.equal(await plain.text(), "plain");

  for (const path of ["/phone/", "/phone/config.json"]) {
    const changing = await get(path);
    assert.equal(changing.headers.get("cache-control"), "no-cache");
    await changing.body?.cancel();
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the README tells a merchant's host the very policy that the gateway sends", () => {
  assert.ok(readme.includes(`add_header Content-Security-Policy "${dashboard_policy}";`));
});
