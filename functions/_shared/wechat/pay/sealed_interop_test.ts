import assert from "node:assert/strict";
import { Aes, Formatter, Rsa } from "wechatpay-axios-plugin";
import { utf8 } from "../bytes.ts";
import {
  api_v3_key,
  merchant,
  verifiers,
  wechat_pay,
  wechat_pay_id,
  withServer,
} from "../test_support.ts";
import { PayClient } from "./client.ts";
import { readNotification } from "./notification.ts";
import { decryptResource } from "./resource.ts";
import { encryptField } from "./sensitive.ts";
import { axiosSigned, nodePay, signer } from "./test_packages.ts";

Deno.test("interop: a notification that they seal and sign is read here", async () => {
  const plain =
    `{"mchid":"1900000001","out_trade_no":"P1","trade_state":"SUCCESS","attach":"张三"}`;
  const nonce = Formatter.nonce(12);
  const resource = {
    original_type: "transaction",
    algorithm: "AEAD_AES_256_GCM",
    ciphertext: Aes.AesGcm.encrypt(plain, api_v3_key, nonce, "transaction"),
    associated_data: "transaction",
    nonce,
  };
  const body = JSON.stringify({ id: "EV-1", event_type: "TRANSACTION.SUCCESS", resource });
  const keys = { verifiers, api_v3_keys: [api_v3_key] };
  const reading = await readNotification(keys, axiosSigned(body), utf8(body));
  assert(reading.ok);
  assert.deepEqual(reading.notification.resource, JSON.parse(plain));
});

Deno.test("interop: what is sealed for one opens for all", async () => {
  const plain = `{"openid":"oABC","remark":"佣金"}`;
  const ciphertext = Aes.AesGcm.encrypt(plain, api_v3_key, "0123456789ab", "mch_payment");
  const sealed = {
    original_type: "mch_payment",
    algorithm: "AEAD_AES_256_GCM",
    ciphertext,
    associated_data: "mch_payment",
    nonce: "0123456789ab",
  };
  const by_node = nodePay().decipher_gcm(ciphertext, "mch_payment", "0123456789ab", api_v3_key);
  assert.equal(await decryptResource(sealed, [api_v3_key]), plain);
  assert.deepEqual(by_node, JSON.parse(plain));
});

Deno.test("interop: a name that we encrypt opens with both packages", async () => {
  const sealed = await encryptField("张三", { id: "PUB_KEY_ID_1", pem: merchant.public_pem });
  assert.equal(Rsa.decrypt(sealed, merchant.private_pem), "张三");
  assert.equal(nodePay().privateDecrypt(sealed), "张三");
});

Deno.test("interop: a buyer's card travels encrypted, its number and its holder, and opens with their package", async () => {
  const reply = JSON.stringify({ out_refund_no: "R1", status: "PROCESSING" });
  const card = { bank_account: "6222021234567890", real_name: "张三" };
  const request = {
    out_refund_no: "R1",
    type: "USER_BANK_CARD" as const,
    bank_type: "ICBC_DEBIT",
  };
  const answer = () => new Response(reply, { headers: axiosSigned(reply) });
  await withServer(answer, async (base_url, seen) => {
    const client = new PayClient({ ...signer, appid: "wx0123456789abcdef", verifiers, base_url });
    assert.equal((await client.applyAbnormalRefund("5030", request, card)).kind, "ok");
    const [sent] = seen;
    assert.equal(sent!.path, "/v3/refund/domestic/refunds/5030/apply-abnormal-refund");
    assert.equal(sent!.headers.get("wechatpay-serial"), wechat_pay_id);
    const { bank_account, real_name, ...plain } = JSON.parse(sent!.body);
    assert.deepEqual(plain, request);
    const opened = [bank_account, real_name].map((one) => Rsa.decrypt(one, wechat_pay.private_pem));
    assert.deepEqual(opened, [card.bank_account, card.real_name]);
  });
});
