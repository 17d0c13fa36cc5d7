import assert from "node:assert/strict";
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

Deno.test("the README tells a merchant's host the very policy that the gateway sends", () => {
  assert.ok(readme.includes(`add_header Content-Security-Policy "${dashboard_policy}";`));
});
