import assert from "node:assert/strict";
import { withServer } from "../test_support.ts";
import type { ShippingInfo } from "./types.ts";
import { clientOf, openPlatform } from "./test_platform.ts";

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

const shipping: ShippingInfo = {
  order_key: { order_number_type: 2, transaction_id: "4200001" },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [{ item_desc: "龙井茶🍵*1", tracking_no: "YT1", express_company: "YTO" }],
  upload_time: "2026-01-01T00:00:00.000+08:00",
  payer: { openid: "oABC" },
};

Deno.test("code2Session: who signed in, without the session_key", async () => {
  const answers = [
    { openid: "oABC", session_key: "tiihtNczf5v6AKRyjwEUhQ==" },
    { openid: "oABC", session_key: "tiihtNczf5v6AKRyjwEUhQ==", unionid: "uABC", errcode: 0 },
  ];
  let at = 0;
  await withServer(() => Response.json(answers[at++]), async (base_url, seen) => {
    const client = clientOf(base_url);
    assert.deepEqual(await client.code2Session("0a1"), { kind: "ok", value: { openid: "oABC" } });
    const value = { openid: "oABC", unionid: "uABC" };
    assert.deepEqual(await client.code2Session("0a1"), { kind: "ok", value });
    const expected =
      "/sns/jscode2session?appid=wx1&secret=s3cret&js_code=0a1&grant_type=authorization_code";
    assert.deepEqual([seen[0]!.method, seen[0]!.path], ["GET", expected]);
  });
});

Deno.test("code2Session: each refusal says what to do", async (t) => {
  const cases: [number, string][] = [
    [-1, "retry"],
    [45011, "retry"],
    [40029, "data"],
    [40163, "data"],
    [40226, "data"],
    [40013, "stop"],
    [40125, "stop"],
    [40164, "stop"],
  ];
  for (const [errcode, advice] of cases) {
    await t.step(`${errcode}`, async () => {
      await withServer(() => Response.json({ errcode, errmsg: "rid: 1" }), async (base_url) => {
        const result = await clientOf(base_url).code2Session("0a1");
        assert.deepEqual(result, { kind: "refused", errcode, errmsg: "rid: 1", advice });
      });
    });
  }
});

Deno.test("code2Session: no usable reply is unknown, and tells nothing of the secret", async () => {
  const cases: [string, () => Response][] = [
    ["malformed_reply", () => Response.json({})],
    ["malformed_reply", () => Response.json({ openid: "" })],
    ["malformed_reply", () => new Response("<html>")],
    ["malformed_reply", () => new Response("{")],
    ["server_error", () => new Response("{}", { status: 502 })],
  ];
  for (const [reason, answer] of cases) {
    await withServer(answer, async (base_url) => {
      assert.deepEqual(await clientOf(base_url).code2Session("0a1"), { kind: "unknown", reason });
    });
  }
  const nobody = await clientOf("http://127.0.0.1:1").code2Session("0a1");
  assert.deepEqual(nobody, { kind: "unknown", reason: "network" });
});

Deno.test("getPhoneNumber: country and number, asked with code and openid; half an answer is none", async () => {
  const told = (phone_info: unknown) => () => Response.json({ errcode: 0, phone_info });
  const whole = { phoneNumber: "13800138000", purePhoneNumber: "13800138000", countryCode: 86 };
  await withServer(openPlatform(told(whole)), async (base_url, seen) => {
    const result = await clientOf(base_url).getPhoneNumber("c1", "oABC");
    assert.deepEqual(result, { kind: "ok", value: { country: "86", number: "13800138000" } });
    assert.equal(seen[1]!.path, "/wxa/business/getuserphonenumber?access_token=T1");
    assert.deepEqual(JSON.parse(seen[1]!.body), { code: "c1", openid: "oABC" });
  });
  for (
    const half of [undefined, {}, { ...whole, countryCode: "" }, { ...whole, purePhoneNumber: "x" }]
  ) {
    await withServer(openPlatform(told(half)), async (base_url) => {
      const result = await clientOf(base_url).getPhoneNumber("c1", "oABC");
      assert.deepEqual(result, { kind: "unknown", reason: "malformed_reply" });
    });
  }
});

Deno.test("getWxaCodeUnlimit: a picture, or a refusal whatever the content type", async () => {
  const code = { scene: "s=7bQ2", page: "pages/item/index" };
  const picture = () => new Response(jpeg, { headers: { "content-type": "image/jpeg" } });
  await withServer(openPlatform(picture), async (base_url, seen) => {
    const result = await clientOf(base_url).getWxaCodeUnlimit(code);
    assert.deepEqual(result, { kind: "ok", value: { bytes: jpeg, content_type: "image/jpeg" } });
    assert.deepEqual(JSON.parse(seen[1]!.body), code);
  });
  const refusal = () =>
    new Response(`{"errcode":41030,"errmsg":"invalid page"}`, {
      headers: { "content-type": "image/jpeg" },
    });
  await withServer(openPlatform(refusal), async (base_url) => {
    const result = await clientOf(base_url).getWxaCodeUnlimit(code);
    assert.equal(result.kind === "refused" ? result.errcode : 0, 41030);
  });
});

Deno.test("makeShortLink: a link for 30 days, or why there is none", async () => {
  const page = { page_url: "packages/goods/detail/detail?s=7bQ2kf", page_title: "明前龙井" };
  const link = "#小程序://青藤优选/明前龙井/bEGqyNVwnGmvGTp";
  const made = () => Response.json({ errcode: 0, errmsg: "ok", link });
  await withServer(openPlatform(made), async (base_url, seen) => {
    const result = await clientOf(base_url).makeShortLink(page);
    assert.deepEqual(result, { kind: "ok", value: link });
    assert.equal(seen[1]!.path, "/wxa/genwxashortlink?access_token=T1");
    assert.deepEqual(JSON.parse(seen[1]!.body), { ...page, is_permanent: false });
  });
  const others: [object, string][] = [
    [{ errcode: 43104, errmsg: "no permission" }, "refused"],
    [{ errcode: 0, errmsg: "ok" }, "unknown"],
  ];
  for (const [body, kind] of others) {
    await withServer(openPlatform(() => Response.json(body)), async (base_url) => {
      assert.equal((await clientOf(base_url).makeShortLink(page)).kind, kind);
    });
  }
});

Deno.test("getWxaCodeUnlimit: a scene that WeChat cannot take is not sent", async () => {
  await withServer(() => Response.json({}), async (base_url, seen) => {
    for (const scene of ["", "x".repeat(33), "s=%20", "分享", "a b"]) {
      const result = await clientOf(base_url).getWxaCodeUnlimit({
        scene,
        page: "pages/item/index",
      });
      assert.equal(result.kind === "refused" ? result.advice : "", "data", scene);
    }
    assert.equal(seen.length, 0);
  });
});

Deno.test("uploadShippingInfo: cleaned texts; nothing changed is done; a payment not yet known is for later", async () => {
  const answers = [{ errcode: 0 }, { errcode: 10060023 }, { errcode: 10060001 }, {
    errcode: 10060002,
  }];
  let at = 0;
  const answer = openPlatform(() => Response.json({ errmsg: "", ...answers[at++] }));
  await withServer(answer, async (base_url, seen) => {
    const client = clientOf(base_url);
    assert.equal((await client.uploadShippingInfo(shipping)).kind, "ok");
    assert.equal((await client.uploadShippingInfo(shipping)).kind, "ok");
    const too_early = await client.uploadShippingInfo(shipping);
    assert.equal(too_early.kind === "refused" ? too_early.advice : "", "retry");
    const shipped = await client.uploadShippingInfo(shipping);
    assert.equal(shipped.kind === "refused" ? shipped.advice : "", "data");
    assert.equal(seen[1]!.path, "/wxa/sec/order/upload_shipping_info?access_token=T1");
    assert(seen[1]!.body.includes(`"item_desc":"龙井茶*1"`), "Chinese is not escaped");
  });
});

Deno.test("uploadShippingInfo: what lies in a parcel is told in at most 120 characters", async () => {
  await withServer(openPlatform(() => Response.json({ errcode: 0 })), async (base_url, seen) => {
    const client = clientOf(base_url);
    for (const length of [120, 121, 500]) {
      const shipping_list = [{ ...shipping.shipping_list[0]!, item_desc: "茶".repeat(length) }];
      await client.uploadShippingInfo({ ...shipping, shipping_list });
      const body = JSON.parse(seen.at(-1)!.body);
      assert.equal([...body.shipping_list[0].item_desc].length, 120);
    }
  });
});

Deno.test("getParcels: without parcels there are none; without an order it is no answer", async () => {
  const answers = [
    { order: { shipping: {} } },
    { order: { shipping: { shipping_list: [{ tracking_no: "YT1" }] } } },
    { order: {} },
    {},
  ];
  let at = 0;
  await withServer(openPlatform(() => Response.json(answers[at++])), async (base_url, seen) => {
    const client = clientOf(base_url);
    assert.deepEqual(await client.getParcels("4200001"), { kind: "ok", value: [] });
    assert.equal(JSON.parse(seen.at(-1)!.body).transaction_id, "4200001");
    const known = await client.getParcels("4200001");
    assert.deepEqual(known, { kind: "ok", value: [{ tracking_no: "YT1" }] });
    for (let n = 0; n < 2; n++) {
      assert.equal((await client.getParcels("4200001")).kind, "unknown");
    }
  });
});
