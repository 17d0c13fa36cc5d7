import assert from "node:assert/strict";
import { get, post, put } from "./api.ts";
import { readConfig } from "./config.ts";
import { refused, withServer } from "./testing/fake_server.ts";

const config = { supabase_url: "https://mall.example", publishable_key: "sb_p", shop: "teahouse" };
const base = "https://mall.example/functions/v1/api/shops/teahouse";

await withServer(() => Response.json(config), async () => {
  // A page's addresses are relative; here they have to be whole.
  const fake = globalThis.fetch;
  globalThis.fetch = (input, init) => fake(new URL(String(input), "https://mall.example"), init);
  await readConfig();
});

Deno.test("reading asks the shop's address, without a key", () =>
  withServer(() => Response.json({ items: [] }), async (asked) => {
    await get("/staff/orders", { status: "paid", number: undefined });
    assert.deepEqual(asked.map(({ method, url, key }) => [method, url, key]), [
      ["GET", `${base}/staff/orders?status=paid`, null],
    ]);
  }));

for (const [method, command] of [["POST", post], ["PUT", put]] as const) {
  Deno.test(`a ${method} has a key; a lost answer is asked for again with it, the next one has another`, () =>
    withServer(
      (_asked, n) => n === 0 ? Promise.reject(new TypeError("network")) : Response.json({ ok: 1 }),
      async (asked) => {
        await command("/staff/x", { reason: "why" });
        await command("/staff/x", { reason: "why" });
        const [lost, again, next] = asked;
        assert.equal(asked.length, 3);
        assert.deepEqual(
          asked.map((one) => [one.method, one.url, one.body]),
          Array(3).fill([method, `${base}/staff/x`, { reason: "why" }]),
        );
        assert.ok(lost!.key && lost!.key === again!.key && next!.key && next!.key !== lost!.key);
      },
    ));
}

Deno.test("other words or another thing are another command, with a key of its own", () =>
  withServer(() => refused(503, "UNAVAILABLE"), async (asked) => {
    for (const [path, reason] of [["/a", "x"], ["/a", "y"], ["/b", "x"]] as const) {
      await assert.rejects(post(path, { reason }));
    }
    await assert.rejects(put("/a", { reason: "x" }));
    const keys = asked.map(({ key }) => key);
    assert.equal(keys.length, 8); // each was tried twice
    assert.equal(new Set(keys).size, 4);
  }));
