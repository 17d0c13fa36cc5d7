import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { constants, createVerify, privateDecrypt } from "node:crypto";
import {
  merchant,
  type Seen,
  verifiers,
  wechat_pay,
  wechat_pay_id,
  withServer,
} from "../test_support.ts";
import { transfer_bill } from "./test_client.ts";
import type { JsapiOrder } from "./types.ts";
import { appid, clientOf, order, signed } from "./test_samples.ts";

const bill = { ...transfer_bill, appid };

/** What stands in the Authorization header, after its signature has been checked as WeChat Pay would. */
function authorizationOf({ method, path, headers, body }: Seen): Record<string, string> {
  const header = headers.get("authorization") ?? "";
  assert.match(header, /^WECHATPAY2-SHA256-RSA2048 /);
  const items = Object.fromEntries(
    Array.from(header.matchAll(/(\w+)="([^"]*)"/g), ([, name, value]) => [name!, value!]),
  );
  const message = `${method}\n${path}\n${items["timestamp"]}\n${items["nonce_str"]}\n${body}\n`;
  const good = createVerify("RSA-SHA256").update(message).verify(
    merchant.public_pem,
    items["signature"]!,
    "base64",
  );
  assert(good, `signature of ${method} ${path}`);
  return items;
}

Deno.test("PayClient: each call's method and path, signed over the very bytes sent", async () => {
  const replies: Record<string, unknown> = {
    "POST /v3/pay/transactions/jsapi": { prepay_id: "wx201410272009395522657a690389285100" },
    "GET /v3/pay/transactions/out-trade-no/P2026*01%7C01?mchid=1900000001": {
      out_trade_no: order.out_trade_no,
      trade_state: "NOTPAY",
    },
    "GET /v3/pay/transactions/id/4200001?mchid=1900000001": {
      transaction_id: "4200001",
      trade_state: "SUCCESS",
    },
    "POST /v3/pay/transactions/out-trade-no/P2026*01%7C01/close": undefined,
    "POST /v3/refund/domestic/refunds": { out_refund_no: "R1", status: "PROCESSING" },
    "GET /v3/refund/domestic/refunds/R1": { out_refund_no: "R1", status: "SUCCESS" },
    "POST /v3/fund-app/mch-transfer/transfer-bills": {
      out_bill_no: "W1",
      transfer_bill_no: "1330000071100999991182020050700019480001",
      state: "WAIT_USER_CONFIRM",
      package_info: "affffddafdfafddffda==",
    },
    "GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/W1": {
      out_bill_no: "W1",
      state: "SUCCESS",
    },
    "POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/W1/cancel": {
      out_bill_no: "W1",
      state: "CANCELING",
    },
  };
  const answer = ({ method, path }: Seen) => {
    const reply = replies[`${method} ${path}`];
    return signed(reply === undefined ? 204 : 200, reply);
  };
  await withServer(answer, async (base_url, seen) => {
    const client = clientOf(base_url);
    const refund = {
      out_trade_no: order.out_trade_no,
      out_refund_no: "R1",
      reason: "退货",
      amount: { refund: 50, total: 100, currency: "CNY" as const },
    };
    const results = [
      await client.createJsapiOrder(order),
      await client.queryOrder(order.out_trade_no),
      await client.queryTransaction("4200001"),
      await client.closeOrder(order.out_trade_no),
      await client.createRefund(refund),
      await client.queryRefund("R1"),
      await client.createTransferBill(bill, "张三"),
      await client.queryTransferBill("W1"),
      await client.cancelTransferBill("W1"),
    ];
    assert.deepEqual(results.map(({ kind }) => kind), Array(9).fill("ok"));
    assert.deepEqual(seen.map(({ method, path }) => `${method} ${path}`), Object.keys(replies));
    for (const each of seen) {
      const items = authorizationOf(each);
      assert.equal(items["mchid"], order.mchid);
      assert.equal(items["serial_no"], "5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
      assert.ok(Math.abs(Date.now() / 1000 - Number(items["timestamp"])) < 10);
      assert.equal(each.headers.get("wechatpay-serial"), wechat_pay_id);
      assert.equal(each.headers.get("accept"), "application/json");
      assert.ok(each.headers.get("user-agent"));
    }
    const nonces = new Set(seen.map((each) => authorizationOf(each)["nonce_str"]));
    assert.equal(nonces.size, seen.length);
    assert.deepEqual(JSON.parse(seen[0]!.body), { ...order, description: "龙井茶" });
    assert.deepEqual(JSON.parse(seen[3]!.body), { mchid: order.mchid });
  });
});

Deno.test("createTransferBill: the name travels encrypted to the key that the request names", async () => {
  const reply = { out_bill_no: "W1", transfer_bill_no: "1", state: "ACCEPTED" };
  await withServer(() => signed(200, reply), async (base_url, seen) => {
    await clientOf(base_url).createTransferBill(bill, "张三");
    await clientOf(base_url).createTransferBill({ ...bill, transfer_amount: 100 });
    assert(!seen[0]!.body.includes("张三"));
    const sent = JSON.parse(seen[0]!.body);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const sealed = Buffer.from(sent.user_name, "base64");
    const key = { key: wechat_pay.private_pem, padding, oaepHash: "sha1" };
    assert.equal(privateDecrypt(key, sealed).toString(), "张三");
    assert.equal("user_name" in JSON.parse(seen[1]!.body), false);
  });
});

Deno.test("send: null fields are left out, and a relay's own path is not signed", async () => {
  const reply = { prepay_id: "wx1" };
  await withServer(() => signed(200, reply), async (base_url, seen) => {
    const body = { ...order, time_expire: null, attach: null } as unknown as JsapiOrder;
    const result = await clientOf(`${base_url}/relay`).createJsapiOrder(body);
    assert.equal(result.kind, "ok");
    const sent = JSON.parse(seen[0]!.body);
    assert.deepEqual(["time_expire" in sent, "attach" in sent], [false, false]);
    assert.equal(seen[0]!.path, "/relay/v3/pay/transactions/jsapi");
    authorizationOf({ ...seen[0]!, path: "/v3/pay/transactions/jsapi" });
  });
});

Deno.test("PayClient: what WeChat Pay would refuse for its form is not sent", async () => {
  await withServer(() => signed(200, {}), async (base_url, seen) => {
    const client = clientOf(base_url);
    const results = [
      await client.createJsapiOrder({ ...order, mchid: "1900000002" }),
      await client.createJsapiOrder({ ...order, appid: "wx9" }),
      await client.createTransferBill({ ...bill, appid: "wx9" }, "张三"),
      await client.createTransferBill(bill),
      await client.queryOrder("../close"),
      await client.queryTransferBill("W1/cancel"),
    ];
    for (const result of results) {
      assert(result.kind === "refused");
      assert.deepEqual([result.status, result.code], [0, "NOTSENT"]);
    }
    assert.equal(seen.length, 0);
  });
});

Deno.test("PayClient: a key of ours that cannot be read throws before anything is sent", async () => {
  await withServer(() => signed(200, {}), async (base_url, seen) => {
    const broken = clientOf(base_url, {
      verifiers: [...verifiers, { id: "PUB_KEY_ID_2", pem: "" }],
    });
    await assert.rejects(broken.closeOrder(order.out_trade_no), /not a PEM/);
    assert.equal(seen.length, 0);
  });
});
