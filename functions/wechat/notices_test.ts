import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { createRateLimit } from "@/shared/rate_limit.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import {
  api_v3_key,
  notificationBody,
  signedHeaders,
  wechat_pay,
  wechat_pay_id,
} from "@/shared/wechat/test_support.ts";
import { createApp } from "./app.ts";
import type { Services } from "./services.ts";

const account = {
  config: { appid: "wx1", mchid: "1900000001" },
  credentials: {
    api_v3_key: [{ serial: "", value: api_v3_key }],
    wechatpay_public_key: [{ serial: wechat_pay_id, value: wechat_pay.public_pem }],
  },
} as unknown as ShopAccount;

const transaction = { mchid: "1900000001", out_trade_no: "P1", trade_state: "SUCCESS" };
const body = notificationBody(
  "transaction",
  "TRANSACTION.SUCCESS",
  JSON.stringify(transaction),
);

/** One notification of a payment, SQL answering so; what was asked, and what was logged. */
async function notified(
  headers: Headers,
  answer: unknown = { result: "applied", reason: null },
  text = body,
) {
  const ages: (number | undefined)[] = [];
  const calls: { fn: string; args: Record<string, unknown> }[] = [];
  const lines: Record<string, unknown>[] = [];
  const services = {
    db: {
      call: (_claims: unknown, fn: string, args: Record<string, unknown>) => {
        calls.push({ fn, args });
        return Promise.resolve(answer);
      },
    },
    account: (_shop: string, oldest_ms?: number) => {
      ages.push(oldest_ms);
      return Promise.resolve({ ...account });
    },
    evidence_limit: createRateLimit({ burst: 10, per_second: 1 }),
    certificates_limit: createRateLimit({ burst: 10, per_second: 1 }),
  } as unknown as Services;
  const undo = writeLogTo((line) => lines.push(JSON.parse(line)));
  const request = { method: "POST", body: text, headers };
  const { status } = await createApp(services).request(
    "/wechat/shops/demo/notify/payment",
    request,
  );
  undo();
  return { status, ages, calls, lines };
}

Deno.test("a key that we do not know has the shop's keys read again when they are five seconds old", async () => {
  const { status, ages, calls } = await notified(
    signedHeaders(body, undefined, "5DEA10EF55877E3C"),
  );
  assert.deepEqual([status, ages], [401, [undefined, 5_000]]);
  assert.deepEqual(calls.map(({ fn }) => fn), ["want_certificates", "record_rejected_notice"]);
});

Deno.test("a serial that no certificate can have starts no request for certificates", async () => {
  for (const serial of ["PUB_KEY_ID_9", "5DEA10E", "A".repeat(65), "x' or 1=1"]) {
    const { calls } = await notified(signedHeaders(body, undefined, serial));
    assert.deepEqual(calls.map(({ fn }) => fn), ["record_rejected_notice"], serial);
  }
});

Deno.test("WeChat's own probe with a bad signature is refused like any other and is no alarm", async () => {
  const probe = signedHeaders(body);
  probe.set("wechatpay-signature", `WECHATPAY/SIGNTEST/${btoa("x".repeat(256))}`);
  const forged = signedHeaders(body);
  forged.set("wechatpay-signature", btoa("x".repeat(256)));
  for (const [headers, level] of [[probe, "info"], [forged, "warn"]] as const) {
    const { status, lines } = await notified(headers);
    assert.equal(status, 401);
    assert.deepEqual(lines.map((line) => [line.level, line.reason]), [[level, "bad_signature"]]);
  }
});

Deno.test("a notice told before is success and a quiet log line; one that SQL rejects is told again and logged as an error", async () => {
  const duplicate = await notified(signedHeaders(body), { result: "duplicate", reason: null });
  assert.equal(duplicate.status, 200);
  assert.deepEqual(duplicate.lines.map(({ level, reason }) => [level, reason]), [
    ["info", "duplicate"],
  ]);
  const rejected = await notified(signedHeaders(body), {
    result: "rejected",
    reason: "wrong_amount",
  });
  assert.equal(rejected.status, 400);
  assert.deepEqual(rejected.lines.map(({ level, reason }) => [level, reason]), [
    ["warn", "wrong_amount"],
  ]);
});

Deno.test("the envelope and all that proves a notification are kept beside its content", async () => {
  const headers = signedHeaders(body);
  const { calls } = await notified(headers);
  const { request_id, ...notice } = calls[0]!.args.notice as Record<string, unknown>;
  assert.ok(request_id);
  assert.deepEqual(calls[0]!.args.transaction, transaction);
  assert.deepEqual(notice, {
    id: "EV-1",
    event_type: "TRANSACTION.SUCCESS",
    create_time: "2026-01-01T00:00:00+08:00",
    serial: wechat_pay_id,
    timestamp: headers.get("wechatpay-timestamp"),
    nonce: headers.get("wechatpay-nonce"),
    signature: headers.get("wechatpay-signature"),
    raw: body,
  });
});

Deno.test("strangers at one shop's address use up no other shop's evidence", async () => {
  const kept: unknown[] = [];
  const services = {
    db: {
      call: (_claims: unknown, _fn: string, { shop }: { shop: string }) =>
        Promise.resolve(kept.push(shop)),
    },
    account: () => Promise.resolve(account),
    evidence_limit: createRateLimit({ burst: 2, per_second: 1e-6 }),
    certificates_limit: createRateLimit({ burst: 10, per_second: 1 }),
  } as unknown as Services;
  const app = createApp(services);
  const undo = writeLogTo(() => {});
  for (const shop of ["demo", "demo", "demo", "other"]) {
    const address = `/wechat/shops/${shop}/notify/payment`;
    assert.equal((await app.request(address, { method: "POST", body })).status, 400);
  }
  undo();
  assert.deepEqual(kept, ["demo", "demo", "other"]);
});

Deno.test("an event of another kind is kept under its name, without what jsonb does not take", async () => {
  const text = notificationBody("complaint", "COMPLAINT.\0CREATE", "{}");
  const { status, calls } = await notified(signedHeaders(text), {}, text);
  assert.equal(status, 400);
  const { reason, genuine, notice } = calls[0]!.args as Record<string, Record<string, unknown>>;
  assert.deepEqual([reason, genuine], ["other_kind", true]);
  assert.equal(notice!.event_type, "COMPLAINT.CREATE");
});

Deno.test("that certificates could not be asked for does not lose the refusal and its evidence", async () => {
  const kept: string[] = [];
  const services = {
    db: {
      call: (_claims: unknown, fn: string) => {
        if (fn === "want_certificates") return Promise.reject(new Error("no connection"));
        return Promise.resolve(kept.push(fn));
      },
    },
    account: () => Promise.resolve({ ...account }),
    evidence_limit: createRateLimit({ burst: 10, per_second: 1 }),
    certificates_limit: createRateLimit({ burst: 10, per_second: 1 }),
  } as unknown as Services;
  const undo = writeLogTo(() => {});
  const headers = signedHeaders(body, undefined, "5DEA10EF55877E3C");
  const address = "/wechat/shops/demo/notify/payment";
  const { status } = await createApp(services).request(address, { method: "POST", body, headers });
  undo();
  assert.deepEqual([status, kept], [401, ["record_rejected_notice"]]);
});
