import assert from "node:assert/strict";
import { signedHeaders, withServer } from "../test_support.ts";
import { payClientAt } from "./test_client.ts";

const place = {
  hash_type: "SHA1",
  hash_value: "a".repeat(40),
  download_url: "https://api.mch.weixin.qq.com/v3/billdownload/file?token=x%2Fy&z=1",
};

function signed(value: object): Response {
  const body = JSON.stringify(value);
  return new Response(body, { headers: signedHeaders(body) });
}

Deno.test("a bill is asked for by kind and day, and its file of the same base, with path and query signed", async () => {
  await withServer((seen) => {
    return seen.path.startsWith("/v3/billdownload/") ? new Response("packed") : signed(place);
  }, async (url, seen) => {
    const pay = payClientAt(url);
    for (const kind of ["trade", "basic", "operation"] as const) {
      const asked = await pay.requestBill(kind, "2026-03-01");
      assert.equal(asked.kind, "ok");
      if (asked.kind !== "ok") continue;
      const file = await pay.openBill(asked.value);
      assert.equal(file.kind === "ok" && await new Response(file.value).text(), "packed");
    }
    assert.deepEqual(seen.map(({ method, path }) => `${method} ${path}`), [
      "GET /v3/bill/tradebill?bill_type=ALL&bill_date=2026-03-01&tar_type=GZIP",
      "GET /v3/billdownload/file?token=x%2Fy&z=1",
      "GET /v3/bill/fundflowbill?account_type=BASIC&bill_date=2026-03-01&tar_type=GZIP",
      "GET /v3/billdownload/file?token=x%2Fy&z=1",
      "GET /v3/bill/fundflowbill?account_type=OPERATION&bill_date=2026-03-01&tar_type=GZIP",
      "GET /v3/billdownload/file?token=x%2Fy&z=1",
    ]);
    for (const { headers } of seen) {
      assert.match(headers.get("authorization")!, /^WECHATPAY2-SHA256-RSA2048 /);
    }
  });
});

Deno.test("an answer that names another place, or no hash, is not followed", async () => {
  const wrong = [
    { ...place, download_url: "https://elsewhere.example/file" },
    { ...place, download_url: "nothing" },
    { ...place, hash_type: "MD5" },
    { ...place, hash_value: "short" },
    {},
  ];
  for (const answer of wrong) {
    await withServer(() => signed(answer), async (url) => {
      const asked = await payClientAt(url).requestBill("trade", "2026-03-01");
      assert.deepEqual([asked.kind, asked.kind === "unknown" && asked.reason], [
        "unknown",
        "malformed_reply",
      ], JSON.stringify(answer));
    });
  }
});

Deno.test("a file that is not there, or whose server fails, is unknown", async () => {
  for (const status of [302, 400, 401, 500]) {
    await withServer(() => new Response("no", { status }), async (url) => {
      const file = await payClientAt(url).openBill(place);
      assert.deepEqual([file.kind, file.kind === "unknown" && file.status], ["unknown", status]);
    });
  }
  const nobody = await payClientAt("http://127.0.0.1:1").openBill(place);
  assert.equal(nobody.kind === "unknown" && nobody.reason, "network");
});
