import assert from "node:assert/strict";
import { genuine, keys, merchant, type Shop, shopTest, type Spoil } from "../test_support.ts";

const jsapi = "/v3/pay/transactions/jsapi";
const query = `/v3/pay/transactions/out-trade-no/TEST0001?mchid=${merchant.mchid}`;

async function refusal(shop: Shop, spoil: Spoil, status = 401, code = "SIGN_ERROR") {
  const answer = await shop.pay("GET", query, undefined, spoil);
  assert.deepEqual([answer.status, answer.json.code], [status, code], answer.text);
  return answer;
}

shopTest("a good signature passes, with the items of the header in any order", async (shop) => {
  const order = ["signature", "serial_no", "timestamp", "mchid", "nonce_str"];
  const answer = await shop.pay("GET", query, undefined, { order });
  assert.equal(answer.json.code, "ORDER_NOT_EXIST");
  assert.ok(genuine(answer.headers, answer.text));
  assert.match(answer.headers.get("request-id")!, /-268512771$/);
});

shopTest(
  "merchant, serial, clock, nonce, path and body are all under the signature",
  async (shop) => {
    await refusal(shop, { mchid: "1900000009" });
    await refusal(shop, { serial_no: "5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC" });
    const refused = await refusal(shop, { signature: "AAAA" });
    assert.ok(genuine(refused.headers, refused.text), "signed, for it names a merchant");
    const seconds = Math.floor(shop.now / 1000);
    await refusal(shop, { timestamp: seconds - 301 });
    await refusal(shop, { timestamp: seconds + 301 });
    await refusal(shop, { nonce: "n".repeat(33) });
    await refusal(shop, { target: query + "&x=1" });
    await refusal(shop, { authorization: "" });
    await refusal(shop, { authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1900000001"' });
    const authorization = shop.authorization("POST", jsapi, '{"a":1}');
    const changed = await shop.pay("POST", jsapi, '{"a":2}', { authorization });
    assert.equal(changed.json.code, "SIGN_ERROR");
  },
);

shopTest("a nonce is good once", async (shop) => {
  const nonce = "0123456789abcdef0123456789abcdef";
  assert.equal((await shop.pay("GET", query, undefined, { nonce })).status, 404);
  await refusal(shop, { nonce });
});

shopTest("headers and unknown paths", async (shop) => {
  await refusal(shop, { headers: { accept: "text/html" } }, 406, "PARAM_ERROR");
  const plain = await shop.pay("POST", jsapi, "{}", { headers: { "content-type": "text/plain" } });
  assert.deepEqual([plain.status, plain.json.code], [415, "PARAM_ERROR"]);
  const unknown = await shop.pay("GET", "/v3/pay/transactions");
  assert.equal(unknown.status, 404);
  assert.equal((await shop.pay("POST", query)).status, 404);
});

shopTest("User-Agent and Accept must be there", async (shop) => {
  await refusal(shop, { headers: { "user-agent": null } }, 400, "PARAM_ERROR");
  await refusal(shop, { headers: { "accept": null } }, 400, "PARAM_ERROR");
});

shopTest(
  "bodies: JSON object, no null, no character of four bytes, no unknown field",
  async (shop) => {
    for (const body of ["[]", "{", '{"appid":null}', '{"attach":{"x":"茶🍵"}}', '{"Appid":"x"}']) {
      const answer = await shop.pay("POST", jsapi, body);
      assert.deepEqual([answer.status, answer.json.code], [400, "PARAM_ERROR"], body);
      assert.ok(genuine(answer.headers, answer.text));
    }
  },
);

shopTest(
  "answers are signed with the key that the request names, else with the default",
  async (shop) => {
    const serialOf = async (serial: string | null) => {
      const answer = await shop.pay("GET", query, undefined, {
        headers: { "wechatpay-serial": serial },
      });
      assert.ok(genuine(answer.headers, answer.text));
      return answer.headers.get("wechatpay-serial");
    };
    assert.equal(await serialOf(null), keys.wechat_public_key_id);
    assert.equal(await serialOf(keys.platform_serial), keys.platform_serial);
    shop.simulator.control.keyMode({ mode: "certificate" });
    assert.equal(await serialOf(null), keys.platform_serial);
    assert.equal(await serialOf(keys.wechat_public_key_id), keys.wechat_public_key_id);
  },
);

shopTest("a request that names a key which WeChat does not have is refused", async (shop) => {
  for (const serial of ["PUB_KEY_ID_0999999999999999999999999999", "7FFFFFFF"]) {
    const headers = { "wechatpay-serial": serial };
    const answer = await shop.pay("GET", query, undefined, { headers });
    assert.deepEqual([answer.status, answer.json.code], [400, "PARAM_ERROR"], serial);
    assert.ok(genuine(answer.headers, answer.text));
  }
});

shopTest(
  "told so, WeChat refuses with any code, or as a gateway without its signature",
  async (shop) => {
    const { control } = shop.simulator;
    const ask = () => shop.pay("GET", query);
    control.addFault({ kind: "refusal", code: "BRAND_NEW", status: 409, message: "没听说过" });
    const refused = await ask();
    assert.deepEqual([refused.status, refused.json.code], [409, "BRAND_NEW"]);
    assert.ok(genuine(refused.headers, refused.text));
    control.addFault({ kind: "unsigned_401" });
    const unsigned = await ask();
    assert.deepEqual([unsigned.status, unsigned.json.code], [401, "SIGN_ERROR"]);
    assert.equal(unsigned.headers.get("wechatpay-signature"), null);
  },
);

shopTest("a rotated certificate signs and stands beside the old one, or alone", async (shop) => {
  const { control } = shop.simulator;
  control.keyMode({ mode: "certificate" });
  const serials = async () => {
    const answer = await shop.pay("GET", "/v3/certificates", undefined, {
      headers: { "wechatpay-serial": null },
    });
    const listed = answer.json.data.map((one: { serial_no: string }) => one.serial_no);
    return [answer.headers.get("wechatpay-serial"), ...listed];
  };
  const second = (await control.rotateCertificate(merchant.mchid)).serial;
  assert.deepEqual(await serials(), [second, second, keys.platform_serial]);
  const third = (await control.rotateCertificate(merchant.mchid, { keep_old: false })).serial;
  assert.deepEqual(await serials(), [third, third]);
});
