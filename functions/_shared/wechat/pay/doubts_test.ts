import assert from "node:assert/strict";
import { merchant, signedHeaders, withServer } from "../test_support.ts";
import type { MerchantConfig } from "./client.ts";
import type { PayResult } from "./result.ts";
import { clientOf, order, signed } from "./test_samples.ts";

/** Ask for the order once against a server that gives this answer. */
async function queried(answer: () => Response, more: Partial<MerchantConfig> = {}) {
  let result: PayResult<unknown> | undefined;
  await withServer(answer, async (base_url) => {
    result = await clientOf(base_url, more).queryOrder(order.out_trade_no);
  });
  return result!;
}

Deno.test("PayClient: a signed refusal is certain, and its code has no underscore", async () => {
  const cases: [number, string, string][] = [
    [400, "ORDER_PAID", "ORDERPAID"],
    [403, "ORDERPAID", "ORDERPAID"],
    [404, "ORDER_NOT_EXIST", "ORDERNOTEXIST"],
    [403, "NOT_ENOUGH", "NOTENOUGH"],
    [401, "SIGN_ERROR", "SIGNERROR"],
    [500, "OPENID_MISMATCH", "OPENIDMISMATCH"],
  ];
  for (const [status, code, expected] of cases) {
    assert.deepEqual(await queried(() => signed(status, { code, message: "说明" })), {
      kind: "refused",
      status,
      code: expected,
      message: "说明",
      request_id: "08F7-268512771",
    });
  }
});

Deno.test("PayClient: every doubt is unknown and never a refusal", async (t) => {
  const good = { out_trade_no: order.out_trade_no, trade_state: "SUCCESS" };
  const refusal = { code: "ORDER_NOT_EXIST", message: "" };
  const json = (status: number, content: unknown, headers?: Headers) =>
    new Response(JSON.stringify(content), { status, headers: headers ?? new Headers() });
  const forged = (content: unknown) => signedHeaders(JSON.stringify(content), merchant.private_pem);
  const probe = (content: unknown) => {
    const headers = signedHeaders(JSON.stringify(content));
    headers.set("wechatpay-signature", `WECHATPAY/SIGNTEST/${headers.get("wechatpay-signature")}`);
    return headers;
  };
  const cases: [string, string, () => Response][] = [
    ["paid, unsigned", "unverified", () => json(200, good)],
    ["paid, signed by another", "unverified", () => json(200, good, forged(good))],
    ["paid, a probe of ours", "unverified", () => json(200, good, probe(good))],
    ["paid, signed over other bytes", "unverified", () => json(200, good, signedHeaders("{}"))],
    ["refused, unsigned", "unverified", () => json(404, refusal)],
    ["refused, signed by another", "unverified", () => json(404, refusal, forged(refusal))],
    ["another order", "malformed_reply", () => signed(200, { ...good, out_trade_no: "P999999" })],
    ["no state", "malformed_reply", () => signed(200, { out_trade_no: order.out_trade_no })],
    ["null", "malformed_reply", () => signed(200, null)],
    [
      "no json",
      "malformed_reply",
      () => new Response("<html>", { headers: signedHeaders("<html>") }),
    ],
    ["system error", "server_error", () => signed(500, { code: "SYSTEM_ERROR", message: "" })],
    [
      "system error as a 4xx",
      "server_error",
      () => signed(403, { code: "SYSTEMERROR", message: "" }),
    ],
    ["bad gateway", "unverified", () => new Response("bad gateway", { status: 502 })],
    ["accepted", "pending", () => signed(202, { code: "USERPAYING", message: "" })],
    ["too fast", "busy", () => signed(429, { code: "FREQUENCY_LIMITED", message: "" })],
    ["too fast on transfers", "busy", () => signed(429, { code: "FREQUENCY_LIMIT_EXCEED" })],
    ["elsewhere", "unverified", () => Response.redirect("http://127.0.0.1:1/", 302)],
  ];
  for (const [name, reason, answer] of cases) {
    await t.step(name, async () => {
      const result = await queried(answer);
      assert.equal(result.kind, "unknown");
      assert.equal(result.kind === "unknown" ? result.reason : "", reason);
    });
  }
});

Deno.test("PayClient: the log of an unsigned refusal still has its code", async () => {
  const body = JSON.stringify({ code: "SIGN_ERROR", message: "签名错误" });
  const result = await queried(() => new Response(body, { status: 401 }));
  assert(result.kind === "unknown");
  assert.equal(result.code, "SIGNERROR");
  assert.equal(result.message, "malformed 签名错误");
});

Deno.test("PayClient: no answer in time, and nobody there, are unknown", async () => {
  const late = new AbortController();
  const answer = () =>
    new Promise<Response>((resolve) => {
      late.signal.addEventListener("abort", () => resolve(new Response()));
    });
  let port = "";
  await withServer(answer, async (base_url) => {
    port = base_url;
    const result = await clientOf(base_url, { timeout_ms: 50 }).closeOrder(order.out_trade_no);
    assert.equal(result.kind === "unknown" ? result.reason : "", "timeout");
    late.abort();
  });
  const result = await clientOf(port).closeOrder(order.out_trade_no);
  assert.equal(result.kind === "unknown" ? result.reason : "", "network");
});
