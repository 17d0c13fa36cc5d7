import assert from "node:assert/strict";
import type { PaymentIntent } from "@/contracts/server.ts";
import { writeLogTo } from "@/shared/log.ts";
import type { PayResult } from "@/shared/wechat/pay/result.ts";
import { no_answer, ok, refusal } from "@/shared/wechat/pay/test_results.ts";
import type { JsapiOrder } from "@/shared/wechat/pay/types.ts";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import type { Services } from "./services.ts";
import { startPayment } from "./start_payment.ts";

setOwnEnv("MALL_PUBLIC_URL", "https://mall.test"); // where WeChat would notify
writeLogTo(() => {});

const intent: PaymentIntent = {
  ...{ shop_id: "s", shop: "demo", order_id: "o", attempt_id: "a", openid: "oABC" },
  ...{ appid: "wx1", mchid: "1900000001", out_trade_no: "0".repeat(32), description: "龙井茶" },
  notify_url: "https://frozen.test/notify",
  amount_fen: 4200,
  expires_at: "2026-11-29T07:30:00.123+00:00",
  time_expire: "2026-11-29T07:30:00+00:00",
  prepay_id: null,
};

/** Begins to pay while WeChat answers so; what WeChat was sent, and what SQL was told. */
async function starting(answer: PayResult<unknown>, change: Partial<PaymentIntent> = {}) {
  const sent: JsapiOrder[] = [];
  const told: unknown[] = [];
  const pay = {
    createJsapiOrder: (order: JsapiOrder) => Promise.resolve((sent.push(order), answer)),
    requestPaymentParams: (id: string) => Promise.resolve({ package: `prepay_id=${id}` }),
  };
  const services = {
    db: {
      call: (claims: { role: string }, fn: string, args: unknown) => {
        if (fn === "start_payment") return Promise.resolve({ ...intent, ...change });
        return Promise.resolve(void told.push([claims.role, fn, args]));
      },
    },
    payAccount: () => Promise.resolve({ pay: () => pay }),
  } as unknown as Services;
  const started = startPayment(services, { role: "authenticated" }, "o");
  const end = await started.then(({ params }) => params.package, ({ code }) => code as string);
  return { end, sent, told };
}

Deno.test("a refusal of prepay is final, worth another try, or a matter for the shop", async () => {
  const told_nothing = async (answer: PayResult<unknown>, code: string) => {
    const { end, told } = await starting(answer);
    assert.deepEqual([end, told], [code, []]);
  };
  for (const code of ["ORDERPAID", "ORDERCLOSED"]) {
    await told_nothing(refusal(code), "ORDER_NOT_PAYABLE");
  }
  for (const reason of ["timeout", "network", "busy", "unverified", "server_error"] as const) {
    await told_nothing({ ...no_answer, reason, code: "ORDERPAID" }, "WECHAT_UNAVAILABLE");
  }
  for (const code of ["PARAMERROR", "OUTTRADENOUSED", "NOAUTH", "SIGNERROR", "NOTSENT", "X", ""]) {
    await told_nothing(refusal(code), "WECHAT_REFUSED");
  }
});

Deno.test("a prepay_id is kept for its attempt, and while it is good WeChat is not asked again", async () => {
  const { end, sent, told } = await starting(ok({ prepay_id: "wx1" }));
  assert.equal(end, "prepay_id=wx1");
  const args = { shop_id: "s", attempt_id: "a", prepay_id: "wx1" };
  assert.deepEqual(told, [["mall_server", "record_prepay", args]]);
  assert.deepEqual(sent, [{
    appid: "wx1",
    mchid: "1900000001",
    description: "龙井茶",
    out_trade_no: intent.out_trade_no,
    time_expire: "2026-11-29T15:30:00+08:00",
    notify_url: "https://frozen.test/notify",
    amount: { total: 4200, currency: "CNY" },
    payer: { openid: "oABC" },
  }]);

  const again = await starting(no_answer, { prepay_id: "wx0" });
  assert.deepEqual(again, { end: "prepay_id=wx0", sent: [], told: [] });
});
